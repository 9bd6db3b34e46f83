import {
  type Data,
  type DataType,
  Field,
  Float16,
  Int8,
  List,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
} from 'apache-arrow';

/**
 * A features table as the encode stage writes it; each row's half-precision values [tokens, hidden], and their
 * refinements, by default none.
 */
export function featuresTable(
  rows: readonly Uint16Array[],
  settings: {frozenLayers: number; hiddenSize: number},
  refinements: readonly Int8Array[] = rows.map(() => new Int8Array()),
): Table {
  const metadata = new Map(Object.entries(settings).map(([key, value]) => [key, String(value)]));
  const columns = {hiddenStates: lists(new Float16(), rows), refinements: lists(new Int8(), refinements)};
  const fields = Object.entries(columns).map(([name, {type}]) => new Field(name, type, false));
  const schema = new Schema(fields, metadata);
  const children = Object.values(columns);
  const struct = makeData({type: new Struct(schema.fields), length: rows.length, children});
  return new Table(schema, [new RecordBatch(schema, struct)]);
}

function lists(item: Float16 | Int8, rows: readonly (Uint16Array | Int8Array)[]): Data<List> {
  const data = item instanceof Int8 ? Int8Array.from(flat(rows)) : Uint16Array.from(flat(rows));
  const ends = rows.map((_, row) => rows.slice(0, row + 1).reduce((sum, {length}) => sum + length, 0));
  const type = new List<DataType>(new Field('item', item, false));
  const child = makeData({type: item, length: data.length, data} as never) as Data;
  return makeData({type, length: rows.length, valueOffsets: Int32Array.from([0, ...ends]), child});
}

function flat(rows: readonly (Uint16Array | Int8Array)[]): number[] {
  return rows.flatMap((row) => [...row]);
}
