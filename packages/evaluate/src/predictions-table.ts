import {evaluation} from '@retune/artifacts';
import {softmax} from '@retune/encoder';
import {
  Field,
  FixedSizeList,
  Float32,
  Int32,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import {predictedClass} from './predicted-class.js';
import type {SplitRows} from './split-rows.js';

/**
 * The evaluation artifact's predictions.
 *
 * @param logits [rows][classes] of the tuned classifier
 */
export function predictionsTable(
  {labelNames, rows, labels}: SplitRows,
  split: string,
  logits: readonly Float32Array[],
): Table {
  const lists = new FixedSizeList(labelNames.length, new Field('item', new Float32(), false));
  const splits = vectorFromArray(
    logits.map(() => split),
    new Utf8(),
  );
  const children = [
    int32Column(rows),
    splits.data[0] as NonNullable<(typeof splits.data)[0]>,
    int32Column(labels),
    int32Column(Int32Array.from(logits, predictedClass)),
    listColumn(lists, logits),
    listColumn(lists, logits.map(softmax)),
  ];
  const fields = evaluation.files.predictions.schema.fields.map(
    ({name}, i) => new Field(name, (children[i] as (typeof children)[0]).type, false),
  );
  const schema = new Schema(fields, new Map([['labels', JSON.stringify(labelNames)]]));
  const struct = makeData({type: new Struct(fields), length: logits.length, nullCount: 0, children});
  return new Table(schema, [new RecordBatch(schema, struct)]);
}

function int32Column(data: Int32Array) {
  return makeData({type: new Int32(), length: data.length, nullCount: 0, data});
}

/** [rows][classes] as one column, rounded to 32 bits. */
function listColumn(type: FixedSizeList<Float32>, values: readonly ArrayLike<number>[]) {
  const data = new Float32Array(values.length * type.listSize);
  values.forEach((row, i) => {
    data.set(row, i * type.listSize);
  });
  const child = makeData({type: new Float32(), length: data.length, nullCount: 0, data});
  return makeData({type, length: values.length, nullCount: 0, child});
}
