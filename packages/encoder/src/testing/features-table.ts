import {Field, Float16, List, makeData, RecordBatch, Schema, Struct, Table} from 'apache-arrow';

/** A features table as the encode stage writes it; each row's half-precision values [tokens, hidden]. */
export function featuresTable(
  rows: readonly Uint16Array[],
  settings: {frozenLayers: number; hiddenSize: number},
): Table {
  const values = rows.flatMap((row) => [...row]);
  const ends = rows.map((_, row) => rows.slice(0, row + 1).reduce((sum, {length}) => sum + length, 0));
  const type = new List(new Field('item', new Float16(), false));
  const metadata = new Map(Object.entries(settings).map(([key, value]) => [key, String(value)]));
  const schema = new Schema([new Field('hiddenStates', type, false)], metadata);
  const child = makeData({type: new Float16(), length: values.length, data: Uint16Array.from(values)});
  const valueOffsets = Int32Array.from([0, ...ends]);
  const lists = makeData({type, length: rows.length, valueOffsets, child});
  const struct = makeData({type: new Struct(schema.fields), length: rows.length, children: [lists]});
  return new Table(schema, [new RecordBatch(schema, struct)]);
}
