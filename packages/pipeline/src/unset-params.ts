import {unwrapped} from '@retune/stage';
import {z} from 'zod';

/**
 * A stage's params without those that are null, wherever they lie: null unsets what an extended file gave. A null
 * stays where its type takes it as a value, where no param is known, and in lists.
 */
export function withoutUnset(type: z.ZodType, value: unknown): unknown {
  const known = unwrapped(type);
  if (known instanceof z.ZodUnion) return fitting(known.options as z.ZodType[], value);
  if (known instanceof z.ZodArray && Array.isArray(value))
    return value.map((item) => withoutUnset(known.element as z.ZodType, item));
  if (!isMap(value)) return value;
  if (known instanceof z.ZodObject) return entriesLeft(value, (name) => memberOf(known, name));
  if (known instanceof z.ZodRecord) return entriesLeft(value, () => known.valueType as z.ZodType);
  return value;
}

/** The type behind a name of a map; undefined where the map does not know it. */
function memberOf({shape, def}: z.ZodObject, name: string): z.ZodType | undefined {
  if (Object.hasOwn(shape, name)) return shape[name] as z.ZodType;
  return def.catchall instanceof z.ZodNever ? undefined : (def.catchall as z.ZodType | undefined);
}

/** Of the value without nulls, read as each of a union's members, the first that one takes. */
function fitting(members: readonly z.ZodType[], value: unknown): unknown {
  const read = members.map((member) => ({member, left: withoutUnset(member, value)}));
  return (read.find(({member, left}) => member.safeParse(left).success) ?? {left: value}).left;
}

function entriesLeft(
  map: Record<string, unknown>,
  typeOf: (name: string) => z.ZodType | undefined,
): Record<string, unknown> {
  const entries = Object.entries(map).flatMap(([name, value]): [string, unknown][] => {
    const type = typeOf(name);
    if (type === undefined) return [[name, value]];
    if (value === null) return type.safeParse(null).success ? [[name, null]] : [];
    return [[name, withoutUnset(type, value)]];
  });
  return Object.fromEntries(entries);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
