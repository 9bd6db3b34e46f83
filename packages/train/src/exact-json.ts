/** JSON in which every number comes back as it was: JSON itself has no NaN, no infinity and no negative zero. */
export function exactJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'number' && (!Number.isFinite(item) || Object.is(item, -0))
      ? {[NUMBER]: Object.is(item, -0) ? '-0' : String(item)}
      : item,
  );
}

/** The value that {@link exactJson} wrote. */
export function parseExactJson(text: string): unknown {
  return JSON.parse(text, (_, item: unknown) =>
    typeof item === 'object' && item !== null && NUMBER in item ? Number(item[NUMBER]) : item,
  );
}

const NUMBER = '$number';
