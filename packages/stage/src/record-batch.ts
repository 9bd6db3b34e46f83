import {type Data, makeData, RecordBatch, type Schema, Struct, Utf8, vectorFromArray} from 'apache-arrow';

/** A record batch of non-null columns, one for each field of the schema and in its order, of equal lengths. */
export function recordBatch(schema: Schema, columns: readonly Data[]): RecordBatch {
  const length = columns[0]?.length ?? 0;
  const type = new Struct(schema.fields);
  return new RecordBatch(schema, makeData({type, length, nullCount: 0, children: [...columns]}));
}

/** Texts as a column. */
export function utf8Column(texts: readonly string[]): Data<Utf8> {
  const [data] = vectorFromArray(texts, new Utf8()).data;
  if (data === undefined) throw new Error('Internal error: Arrow made a column without data');
  return data;
}
