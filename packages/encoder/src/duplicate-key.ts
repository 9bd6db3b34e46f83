/**
 * The first key that stands twice in one object of a JSON text, such as `JSON.parse` takes in silence. The text
 * must be JSON.
 */
export function duplicateKey(json: string): string | undefined {
  // Keys of each object that is open; a list that is open has none.
  const open: (Set<string> | undefined)[] = [];
  // Strings whole, so that signs inside them do not count; a key is told by its colon.
  for (const [token, text, colon] of json.matchAll(/("(?:[^"\\]|\\.)*")\s*(:)?|[{}[\]]/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (text !== undefined && colon !== undefined) {
      const key = JSON.parse(text) as string;
      if (open.at(-1)?.has(key)) return key;
      open.at(-1)?.add(key);
    }
  }
  return undefined;
}
