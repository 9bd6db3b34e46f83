/** Part of a JSON Schema, draft 7. */
export type JsonSchema = Record<string, unknown>;

/** The schema with null, which unsets, allowed behind each key of a map that may be left out. */
export function allowingNulls(schema: JsonSchema): JsonSchema {
  const {properties, required, additionalProperties, items, anyOf} = schema;
  const needed = (required ?? []) as string[];
  const known = Object.entries((properties ?? {}) as Record<string, JsonSchema>).map(([name, inner]) => [
    name,
    needed.includes(name) ? allowingNulls(inner) : orNull(allowingNulls(inner)),
  ]);
  return {
    ...schema,
    ...(properties ? {properties: Object.fromEntries(known)} : {}),
    ...(isSchema(additionalProperties) ? {additionalProperties: orNull(additionalProperties)} : {}),
    ...(isSchema(items) ? {items: allowingNulls(items)} : {}),
    ...(anyOf ? {anyOf: (anyOf as JsonSchema[]).map(allowingNulls)} : {}),
  };
}

/** What an editor shows of a param stays outermost. */
function orNull({description, default: standard, ...schema}: JsonSchema): JsonSchema {
  const members = (schema.anyOf as JsonSchema[] | undefined) ?? [schema];
  const takesNull = members.some(({type}) => type === 'null');
  return {
    ...(description === undefined ? {} : {description}),
    ...(standard === undefined ? {} : {default: standard}),
    anyOf: takesNull ? members : [...members, {type: 'null'}],
  };
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
