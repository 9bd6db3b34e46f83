import {z} from 'zod';

/**
 * A param that names a file or folder, relative to the workspace or absolute. Its content is part of the
 * stage's key, so a changed line reruns the stage wherever the file is and whether or not git ignores it.
 */
export function filePath(doc: string): z.ZodString {
  return z.string().min(1).describe(doc).meta({filePath: true});
}

/** Paths in `value` given to params declared by {@link filePath}, with the param's dotted name. */
export function filePathsIn(params: z.ZodType, value: unknown, name = ''): {param: string; path: string}[] {
  const type = unwrapped(params);
  if (type.meta()?.filePath === true && typeof value === 'string') return [{param: name, path: value}];
  if (type instanceof z.ZodUnion)
    return firstFound(type.options.map((option) => filePathsIn(option as z.ZodType, value, name)));
  if (type instanceof z.ZodArray && Array.isArray(value))
    return value.flatMap((item, i) => filePathsIn(type.element as z.ZodType, item, `${name}.${i}`));
  if (type instanceof z.ZodRecord && isObject(value))
    return Object.entries(value).flatMap(([key, item]) =>
      filePathsIn(type.valueType as z.ZodType, item, join(name, key)),
    );
  if (type instanceof z.ZodObject && isObject(value))
    return Object.entries(type.shape).flatMap(([key, member]) =>
      filePathsIn(member as z.ZodType, value[key], join(name, key)),
    );
  return [];
}

/**
 * Marks a param that is meant for the value of another one of its stage, such as a test file for a train file: a
 * pipeline that sets the other and inherits this one gets a warning.
 */
export function meantFor<Type extends z.ZodType>(other: string, type: Type): Type {
  return type.meta({meantFor: other}) as Type;
}

/** The params that {@link meantFor} marks, by the one that they are meant for. */
export function paramsMeantFor({shape}: z.ZodObject): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [name, type] of Object.entries(shape)) {
    const other = (type as z.ZodType).meta()?.meantFor;
    if (typeof other === 'string') found.set(other, [...(found.get(other) ?? []), name]);
  }
  return found;
}

/** The type inside `.optional()`, `.nullable()` and `.default()`. */
export function unwrapped(type: z.ZodType): z.ZodType {
  if (type.meta()?.filePath === true) return type;
  if (type instanceof z.ZodOptional || type instanceof z.ZodNullable || type instanceof z.ZodDefault)
    return unwrapped(type.unwrap() as z.ZodType);
  return type;
}

function firstFound<T>(lists: T[][]): T[] {
  return lists.find((list) => list.length > 0) ?? [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function join(name: string, key: string): string {
  return name === '' ? key : `${name}.${key}`;
}
