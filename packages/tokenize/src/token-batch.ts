import {recordBatch, utf8Column} from '@retune/stage';
import {
  Bool,
  type Data,
  Field,
  Int32,
  List,
  makeData,
  type RecordBatch,
  type Schema,
  vectorFromArray,
} from 'apache-arrow';
import type {TokenizedText} from './tokenized-text.js';

/** Rows of examples and what the tokenizer made of them. */
export interface TokenRows {
  readonly splits: readonly string[];
  readonly labelIds: readonly number[];
  readonly texts: readonly TokenizedText[];
}

/** The rows as a record batch of tokens.arrow. */
export function tokenBatch(schema: Schema, {splits, labelIds, texts}: TokenRows): RecordBatch {
  const [truncated] = vectorFromArray(
    texts.map((text) => text.truncated),
    new Bool(),
  ).data;
  return recordBatch(schema, [
    utf8Column(splits),
    int32Column(Int32Array.from(labelIds)),
    int32ListColumn(texts.map(({inputIds}) => inputIds)),
    int32ListColumn(texts.map(({starts}) => starts)),
    int32ListColumn(texts.map(({ends}) => ends)),
    int32ListColumn(texts.map(({wordIds}) => wordIds)),
    truncated as Data<Bool>,
  ]);
}

function int32Column(data: Int32Array): Data<Int32> {
  return makeData({type: new Int32(), length: data.length, nullCount: 0, data});
}

function int32ListColumn(lists: readonly Int32Array[]): Data<List<Int32>> {
  const valueOffsets = new Int32Array(lists.length + 1);
  lists.forEach((list, i) => {
    valueOffsets[i + 1] = (valueOffsets[i] as number) + list.length;
  });
  const values = new Int32Array(valueOffsets[lists.length] as number);
  lists.forEach((list, i) => {
    values.set(list, valueOffsets[i]);
  });
  const type = new List(new Field('item', new Int32(), false));
  return makeData({type, length: lists.length, nullCount: 0, valueOffsets, child: int32Column(values)});
}
