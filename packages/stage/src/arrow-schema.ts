import {type DataType, Field, FixedSizeList, type Schema} from 'apache-arrow';

/** A fixed-size list type whose size is set by the data (hidden size, number of classes), for declarations. */
export function anySize<T extends DataType>(item: T): FixedSizeList<T> {
  return new FixedSizeList(-1, new Field('item', item, false));
}

/** A difference between the declared columns and those of a table. */
export type SchemaMismatch =
  | {kind: 'missing-column'; column: string; declared: string}
  | {kind: 'wrong-type'; column: string; declared: string; actual: string};

/** Compares the declared columns with a table's, by name and type; further columns are allowed. */
export function schemaMismatches(declared: Schema, actual: Schema): SchemaMismatch[] {
  const present = new Map(actual.fields.map((field) => [field.name, field.type as DataType]));
  return declared.fields.flatMap((field): SchemaMismatch[] => {
    const type = present.get(field.name);
    if (type === undefined)
      return [{kind: 'missing-column', column: field.name, declared: typeName(field.type)}];
    if (sameType(field.type, type)) return [];
    return [{kind: 'wrong-type', column: field.name, declared: typeName(field.type), actual: typeName(type)}];
  });
}

/** The type as text, `[*]` where any size will do. */
export function typeName(type: DataType): string {
  return String(type).replaceAll('[-1]', '[*]');
}

function sameType(declared: DataType, actual: DataType): boolean {
  if (declared.typeId !== actual.typeId) return false;
  const [inner, actualInner] = [declared.children?.[0]?.type, actual.children?.[0]?.type];
  if (declared instanceof FixedSizeList) {
    const anyListSize = declared.listSize === -1 || declared.listSize === (actual as FixedSizeList).listSize;
    return anyListSize && sameType(inner as DataType, actualInner as DataType);
  }
  if (inner && actualInner) return sameType(inner, actualInner);
  return String(declared) === String(actual);
}
