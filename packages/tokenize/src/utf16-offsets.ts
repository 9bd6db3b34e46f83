const SURROGATE = /[\ud800-\udfff]/;

/**
 * Makes places counted in code points, as the tokenizer gives them, places in UTF-16 units, as JavaScript's
 * strings count: an emoji is one code point and two units.
 */
export function utf16Offsets(text: string): (codePoints: number) => number {
  if (!SURROGATE.test(text)) return (codePoints) => codePoints;
  const units = [0];
  let unit = 0;
  for (const character of text) {
    unit += character.length;
    units.push(unit);
  }
  return (codePoints) => {
    const place = units[codePoints];
    if (place === undefined)
      throw new Error(`Internal error: offset ${codePoints} in a text of ${units.length - 1} code points`);
    return place;
  };
}
