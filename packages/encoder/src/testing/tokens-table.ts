import {
  Bool,
  Field,
  Int32,
  List,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';

/** A tokenized example of a test. */
export interface TokenRow {
  split: 'train' | 'validation' | 'test';
  label: number;
  inputIds: readonly number[];
}

/** A tokens table as the tokenize stage writes it, but for the offsets, which stand at 0. */
export function tokensTable(rows: readonly TokenRow[], labels: readonly string[]): Table {
  const lists = new List(new Field('item', new Int32(), false));
  const zeros = vectorFromArray(
    rows.map(({inputIds}) => inputIds.map(() => 0)),
    lists,
  );
  const columns = {
    split: vectorFromArray(
      rows.map(({split}) => split),
      new Utf8(),
    ),
    label: vectorFromArray(
      rows.map(({label}) => label),
      new Int32(),
    ),
    inputIds: vectorFromArray(
      rows.map(({inputIds}) => inputIds),
      lists,
    ),
    starts: zeros,
    ends: zeros,
    wordIds: zeros,
    truncated: vectorFromArray(
      rows.map(() => false),
      new Bool(),
    ),
  };
  const fields = Object.entries(columns).map(([name, column]) => new Field(name, column.type, false));
  const schema = new Schema(
    fields,
    new Map([
      ['labels', JSON.stringify(labels)],
      ['maxLength', '64'],
    ]),
  );
  const children = Object.values(columns).map(
    (column) => column.data[0] as NonNullable<(typeof column.data)[0]>,
  );
  const struct = makeData({type: new Struct(schema.fields), length: rows.length, children});
  return new Table(schema, [new RecordBatch(schema, struct)]);
}
