import {
  type Data,
  type DataType,
  Field,
  FixedSizeList,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  vectorFromArray,
} from 'apache-arrow';

/** A table of one batch with the declared columns; fixed-size lists of any size take `listSize`. */
export function tableOf(
  declared: Schema,
  columns: Record<string, readonly unknown[]>,
  {metadata = {}, listSize = 0}: {metadata?: Record<string, string>; listSize?: number} = {},
): Table {
  const fields = declared.fields.map((field) =>
    field.type instanceof FixedSizeList
      ? new Field(field.name, new FixedSizeList(listSize, field.type.children[0] as Field), field.nullable)
      : field,
  );
  const children = fields.map(
    ({name, type}) => vectorFromArray([...(columns[name] ?? [])], type as DataType).data[0] as Data,
  );
  const length = children[0]?.length ?? 0;
  const schema = new Schema(fields, new Map(Object.entries(metadata)));
  return new Table([
    new RecordBatch(schema, makeData({type: new Struct(fields), length, nullCount: 0, children})),
  ]);
}
