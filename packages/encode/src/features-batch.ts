import {Field, Float16, List, makeData, RecordBatch, Schema, Struct} from 'apache-arrow';

/** Hidden states of consecutive rows. */
export interface EncodedRows {
  /** Tokens of each row. */
  lengths: readonly number[];
  /** Half-precision values, row after row: [sum of lengths, hidden]. */
  hiddenStates: Uint16Array;
}

/** Columns and metadata of a features table. */
export function featuresSchema(settings: {frozenLayers: number; hiddenSize: number}): Schema {
  const values = new List(new Field('item', new Float16(), false));
  const metadata = new Map(Object.entries(settings).map(([key, value]) => [key, String(value)]));
  return new Schema([new Field('hiddenStates', values, false)], metadata);
}

/** The rows as an Arrow record batch; the values are not copied. */
export function featuresBatch(schema: Schema, {lengths, hiddenStates}: EncodedRows): RecordBatch {
  const hiddenSize = Number(schema.metadata.get('hiddenSize'));
  const valueOffsets = new Int32Array(lengths.length + 1);
  lengths.forEach((length, row) => {
    valueOffsets[row + 1] = (valueOffsets[row] as number) + length * hiddenSize;
  });
  const values = makeData({
    type: new Float16(),
    length: hiddenStates.length,
    nullCount: 0,
    data: hiddenStates,
  });
  const type = schema.fields[0]?.type as List<Float16>;
  const lists = makeData({type, length: lengths.length, nullCount: 0, valueOffsets, child: values});
  const struct = makeData({
    type: new Struct(schema.fields),
    length: lengths.length,
    nullCount: 0,
    children: [lists],
  });
  return new RecordBatch(schema, struct);
}
