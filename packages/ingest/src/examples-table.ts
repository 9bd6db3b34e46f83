import {examples} from '@retune/artifacts';
import {recordBatch, utf8Column} from '@retune/stage';
import {Int32, makeData, type RecordBatch, Schema} from 'apache-arrow';
import type {RejectedRow, Row} from './row.js';
import {SPLITS, type Splits} from './split.js';

const BATCH_ROWS = 4096;

/** The examples in the order of {@link SPLITS}, with the labels in the schema's metadata. */
export function* exampleBatches(splits: Splits, labels: readonly string[]): Generator<RecordBatch> {
  const {fields} = examples.files.examples.schema;
  const schema = new Schema(fields, new Map([['labels', JSON.stringify(labels)]]));
  const rows = SPLITS.flatMap((split) => splits[split].map((row) => ({...row, split})));
  for (const batch of batchesOf(rows))
    yield recordBatch(schema, [
      textColumn(batch, 'text'),
      textColumn(batch, 'label'),
      textColumn(batch, 'split'),
      textColumn(batch, 'file'),
      lineColumn(batch),
    ]);
}

/** The refused rows, in the order of the files. */
export function* rejectedBatches(rows: readonly RejectedRow[]): Generator<RecordBatch> {
  for (const batch of batchesOf(rows))
    yield recordBatch(examples.files.rejected.schema, [
      textColumn(batch, 'file'),
      lineColumn(batch),
      textColumn(batch, 'reason'),
      textColumn(batch, 'content'),
    ]);
}

/** At least one batch, for a table without rows has a schema too. */
function* batchesOf<T>(rows: readonly T[]): Generator<T[]> {
  for (let start = 0; start === 0 || start < rows.length; start += BATCH_ROWS)
    yield rows.slice(start, start + BATCH_ROWS);
}

function textColumn<Name extends string>(rows: readonly Record<Name, string>[], name: Name) {
  return utf8Column(rows.map((row) => row[name]));
}

function lineColumn(rows: readonly Pick<Row, 'line'>[]) {
  const data = Int32Array.from(rows, ({line}) => line);
  return makeData({type: new Int32(), length: data.length, nullCount: 0, data});
}
