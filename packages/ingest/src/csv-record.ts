/** What a text is as one CSV record: its fields, a beginning whose quoted field goes on, or a fault. */
export type CsvRecord = {kind: 'fields'; fields: string[]} | {kind: 'open'} | {kind: 'fault'; reason: string};

/**
 * Reads one record of RFC 4180: a field that begins with a quote ends at the next single quote and may hold
 * separators, line ends and doubled quotes; any other field is taken as it stands, quotes included.
 */
export function csvRecord(text: string, separator: string): CsvRecord {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1);
      if (end === -1) return {kind: 'open'};
      fields.push(text.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 1;
      if (at < text.length && !text.startsWith(separator, at))
        return {kind: 'fault', reason: `text after the closing quote of field ${fields.length}`};
    } else {
      const end = text.indexOf(separator, at);
      fields.push(text.slice(at, end === -1 ? text.length : end));
      at = end === -1 ? text.length : end;
    }
    if (at === text.length) return {kind: 'fields', fields};
    at += separator.length;
  }
}

/** Where the first quote stands that is not doubled, -1 where there is none. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at;
  return -1;
}
