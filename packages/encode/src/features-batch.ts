import {features} from '@retune/artifacts';
import {type Data, type DataType, type List, makeData, RecordBatch, Schema, Struct} from 'apache-arrow';

/** Hidden states of consecutive rows. */
export interface EncodedRows {
  /** Tokens of each row. */
  lengths: readonly number[];
  /** Half-precision values, row after row: [sum of lengths, hidden]. */
  hiddenStates: Uint16Array;
  /** Tokens of each row whose values are refined: all or none. */
  refinedLengths: readonly number[];
  /** Their refinements, row after row: [sum of refinedLengths, hidden]. */
  refinements: Int8Array;
}

/** Columns and metadata of a features table. */
export function featuresSchema(settings: {frozenLayers: number; hiddenSize: number}): Schema {
  const metadata = new Map(Object.entries(settings).map(([key, value]) => [key, String(value)]));
  return new Schema(features.files.features.schema.fields, metadata);
}

/** The rows as an Arrow record batch; the values are not copied. */
export function featuresBatch(schema: Schema, rows: EncodedRows): RecordBatch {
  const {lengths, hiddenStates, refinedLengths, refinements} = rows;
  const hiddenSize = Number(schema.metadata.get('hiddenSize'));
  const [states, refined] = schema.fields.map(({type}) => type as List);
  const children = [
    listColumn(states as List, hiddenStates, lengths, hiddenSize),
    listColumn(refined as List, refinements, refinedLengths, hiddenSize),
  ];
  const type = new Struct(schema.fields);
  return new RecordBatch(schema, makeData({type, length: lengths.length, nullCount: 0, children}));
}

/** @param lengths tokens of each row */
function listColumn(
  type: List,
  values: Uint16Array | Int8Array,
  lengths: readonly number[],
  hiddenSize: number,
): Data<List> {
  const valueOffsets = new Int32Array(lengths.length + 1);
  lengths.forEach((length, row) => {
    valueOffsets[row + 1] = (valueOffsets[row] as number) + length * hiddenSize;
  });
  const item = (type.children[0] as {type: DataType}).type;
  const child = makeData({type: item, length: values.length, nullCount: 0, data: values} as never) as Data;
  return makeData({type, length: lengths.length, nullCount: 0, valueOffsets, child});
}
