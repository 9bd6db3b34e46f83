import {evaluation} from '@retune/artifacts';
import {recordBatch} from '@retune/stage';
import {type Data, type DataType, Schema, Table, vectorFromArray} from 'apache-arrow';
import type {ErrorRow} from './error-rows.js';

/** The evaluation artifact's errors. */
export function errorsTable(rows: readonly ErrorRow[], labelNames: readonly string[]): Table {
  const {fields} = evaluation.files.errors.schema;
  const schema = new Schema(fields, new Map([['labels', JSON.stringify(labelNames)]]));
  const columns = fields.map(({name, type}) => {
    const values = rows.map((row) => row[name as keyof ErrorRow]);
    return vectorFromArray(values, type as DataType).data[0] as Data;
  });
  return new Table(schema, [recordBatch(schema, columns)]);
}
