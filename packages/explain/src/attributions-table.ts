import {attributions} from '@retune/artifacts';
import type {Explanation} from '@retune/page';
import {recordBatch} from '@retune/stage';
import {type Data, type DataType, Schema, Table, vectorFromArray} from 'apache-arrow';
import type {RankedWord} from './rank-words.js';

/** A row of attributions.arrow, which `@retune/page` reads as an {@link Explanation}. */
export interface AttributionsRow extends Omit<Explanation, 'pieces' | 'baseValues' | 'outputs'> {
  /** [tokens] */
  tokens: readonly string[];
  starts: readonly number[];
  ends: readonly number[];
  /** [tokens][classes] */
  values: readonly Float64Array[];
  /** [classes] */
  baseValues: Float64Array;
  outputs: Float64Array;
}

/** @param labels by id */
export function attributionsTable(rows: readonly AttributionsRow[], labels: readonly string[]): Table {
  const plain = rows.map((row) => ({
    ...row,
    values: row.values.map((values) => [...values]),
    baseValues: [...row.baseValues],
    outputs: [...row.outputs],
  }));
  return tableOfRows(attributions.files.attributions.schema, plain, labels);
}

/** @param labels by id */
export function wordsTable(words: readonly RankedWord[], labels: readonly string[]): Table {
  return tableOfRows(attributions.files.words.schema, words, labels);
}

/** A table of one batch with the schema's columns, the labels in its metadata. */
function tableOfRows<Row extends object>(
  {fields}: Schema,
  rows: readonly Row[],
  labels: readonly string[],
): Table {
  const schema = new Schema(fields, new Map([['labels', JSON.stringify(labels)]]));
  const columns = fields.map(
    ({name, type}): Data =>
      vectorFromArray(
        rows.map((row) => row[name as keyof Row]),
        type as DataType,
      ).data[0] as Data,
  );
  return new Table(schema, [recordBatch(schema, columns)]);
}
