/**
 * The text of whole UTF-16 or UTF-32 units. What is no character becomes half of a surrogate pair, which no
 * valid text holds.
 */
export function unicodeText(
  bytes: Buffer,
  encoding: 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be',
): string {
  if (encoding === 'utf-16le') return bytes.toString('utf16le');
  if (encoding === 'utf-16be')
    return Buffer.from(bytes.subarray(0, bytes.length & ~1))
      .swap16()
      .toString('utf16le');
  const characters: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = encoding === 'utf-32le' ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
    characters.push(code <= 0x10ffff ? String.fromCodePoint(code) : BROKEN);
  }
  return characters.join('');
}

/** Stands for bytes that are no character. Whoever has a piece of text can tell by `isWellFormed`. */
export const BROKEN = '\udc80';
