import fc from 'fast-check';
import {expect, test} from 'vitest';
import {csvRecords, MAX_RECORD_LINES, type PlacedRecord} from './csv-records.js';
import {collect} from './testing/collect.js';
import {textLines} from './text-lines.js';

async function recordsIn(csv: string, separator = ','): Promise<PlacedRecord[]> {
  async function* stream() {
    yield Buffer.from(csv);
  }
  return await collect(csvRecords(textLines(stream()), separator));
}

/** `line: fields` or `line! reason` of each record. */
async function outlineOf(csv: string): Promise<string[]> {
  const records = await recordsIn(csv);
  return records.map((record) =>
    'reason' in record ? `${record.line}! ${record.reason}` : `${record.line}: ${record.fields.join('|')}`,
  );
}

test('quotes enclose separators, line ends and doubled quotes', async () => {
  expect(await outlineOf('"a, ""b""\r\nc",d\r\ne,"f"\n')).toEqual(['1: a, "b"\nc|d', '3: e|f']);
});

test('a quote inside an unquoted field is taken as it stands', async () => {
  expect(await outlineOf('5" disk,a\nsay "x",b\n')).toEqual(['1: 5" disk|a', '2: say "x"|b']);
});

test('an empty field counts, also at the end', async () => {
  expect(await outlineOf(',a,\n"",b,\n')).toEqual(['1: |a|', '2: |b|']);
});

test('blank lines between records are passed over and counted', async () => {
  expect(await outlineOf('\na,b\n\n\nc,d')).toEqual(['2: a|b', '5: c|d']);
});

test('text after a closing quote is a fault of that row alone', async () => {
  expect(await outlineOf('"a"b,c\nd,e\n')).toEqual(['1! text after the closing quote of field 1', '2: d|e']);
});

test('a quote that is never closed costs its own line only', async () => {
  expect(await outlineOf('a,b\n"c,d\ne,f\ng,h\n')).toEqual([
    '1: a|b',
    '2! a quote that is never closed',
    '3: e|f',
    '4: g|h',
  ]);
});

test('a quote that only a quote in a later row closes costs its own line only', async () => {
  expect(await outlineOf('a,b\n"c,d\ne,f\ng,h\nsay "i",j\nk,l\n')).toEqual([
    '1: a|b',
    '2! a quote that is never closed',
    '3: e|f',
    '4: g|h',
    '5: say "i"|j',
    '6: k|l',
  ]);
});

test('a quoted field that goes on beyond the limit counts as never closed', async () => {
  const filling = 'x,y\n'.repeat(MAX_RECORD_LINES);
  const outline = await outlineOf(`"a,b\n${filling}c,"d"\n`);
  expect(outline[0]).toBe('1! a quote that is never closed');
  expect(outline).toHaveLength(MAX_RECORD_LINES + 2);
  expect(outline.at(-1)).toBe(`${MAX_RECORD_LINES + 2}: c|d`);
});

test('fields written by the rules of RFC 4180 are read back, each at its line', async () => {
  const field = fc.string({unit: fc.constantFrom('a', 'é', ' ', ',', '"', '\n', ';')});
  const table = fc.array(fc.array(field, {minLength: 2, maxLength: 4}));
  await fc.assert(
    fc.asyncProperty(table, fc.constantFrom(',', ';'), async (rows, separator) => {
      const texts = rows.map((fields) =>
        fields.map((text) => `"${text.replaceAll('"', '""')}"`).join(separator),
      );
      const read = await recordsIn(texts.map((text) => `${text}\n`).join(''), separator);
      let line = 1;
      const expected = rows.map((fields, i) => {
        const record = {line, fields, content: texts[i]};
        line += (texts[i] ?? '').split('\n').length;
        return record;
      });
      expect(read).toEqual(expected);
    }),
  );
});
