import {expect, test} from 'vitest';
import {ingestFailure} from './testing/ingest-rig.js';
import {CSV, readFile, soundRows, TSV} from './testing/read-file.js';

test.each([
  ['utf-16le', '', 'found by its zero bytes'],
  ['utf-16le', '\ufeff', 'found by its byte-order mark'],
  ['utf-16be', '', 'found by its zero bytes'],
  ['utf-16be', '\ufeff', 'found by its byte-order mark'],
  ['utf-32le', '', 'found by its zero bytes'],
  ['utf-32le', '\ufeff', 'found by its byte-order mark'],
  ['utf-32be', '', 'found by its zero bytes'],
  ['utf-32be', '\ufeff', 'found by its byte-order mark'],
])('%s is read, %j before it', async (encoding, mark, by) => {
  for (const word of ['cafés 😀', 'отзыв', '消息']) {
    const csv = CSV.replaceAll('message', word);
    const {rows, told} = await readFile('a.csv', encoded(`${mark}text,label\n${csv}`, encoding));
    expect(rows).toEqual(soundRows(2).map((row) => row.replace('message', word)));
    expect(told).toEqual([`a.csv: the file is ${encoding.toUpperCase()}, ${by}`]);
  }
});

function encoded(text: string, encoding: string): Buffer {
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  const units = Buffer.alloc(4 * [...text].length);
  for (const [i, character] of [...text].entries())
    units[encoding === 'utf-32le' ? 'writeUInt32LE' : 'writeUInt32BE'](character.codePointAt(0) ?? 0, 4 * i);
  return units;
}

test('a file in an encoding of one language is told how it would read, and read where that is set', async () => {
  const latin = Buffer.from(`text,label\n${CSV.replaceAll('message', 'f\u00fcr')}`, 'latin1');
  expect(await ingestFailure({'a.csv': latin}, {train: 'a.csv'})).toBe(
    'a.csv: the file is not UTF-8: 12 of 12 rows hold other bytes\n' +
      '  a.csv:2: not valid UTF-8\n  a.csv:3: not valid UTF-8\n  a.csv:4: not valid UTF-8\n  and 9 more\n' +
      '  As windows-1252 the first of them reads: für 0,fear\n' +
      '  If that is right, set ingest.encoding to windows-1252, else to what it is; or convert the file: ' +
      'iconv -f WINDOWS-1252 -t UTF-8 a.csv > converted.csv',
  );
  const {rows} = await readFile('a.csv', latin, {encoding: 'windows-1252'});
  expect(rows).toEqual(soundRows(2).map((row) => row.replace('message', 'für')));
});

test.each([
  [
    'two quotes that would join rows',
    `"I waited\tfear\nand left"\tjoy\n`,
    ['14 "I waited | fear', '15 and left" | joy'],
    'quotes are part of the texts, found by rows that would become one; ingest.quoting overrides this',
  ],
  [
    'quotes at the beginning of texts',
    '"Great" she said\tjoy\n',
    ['14 "Great" she said | joy'],
    'quotes are part of the texts, found by 1 row that could not be read otherwise; ingest.quoting overrides this',
  ],
  [
    'cells that need their quotes',
    '"a\nb"\tjoy\n',
    ['14 a\nb | joy'],
    'quotes stand around cells, found by cells that hold tabs or line ends; ingest.quoting overrides this',
  ],
  [
    'doubled quotes',
    '"say ""a"""\tjoy\n',
    ['14 say "a" | joy'],
    'quotes stand around cells, found by how all of its cells are written; ingest.quoting overrides this',
  ],
])('how quotes are meant in TSV is found out: %s', async (_, lines, rows, told) => {
  const tsv = `text\tlabel\n${TSV}${lines}`;
  const found = await readFile('a.tsv', tsv);
  expect(found.rows.slice(12)).toEqual(rows);
  expect(found.told).toEqual([`a.tsv: ${told}`]);
});

test('quoting may be set', async () => {
  const tsv = `text\tlabel\n${TSV}"I waited\tfear\nand left"\tjoy\n`;
  const {rows, told} = await readFile('a.tsv', tsv, {quoting: 'doubled'});
  expect(rows.at(-1)).toBe('14 I waited\tfear\nand left | joy');
  expect(told).toEqual([]);
});

test('quotes that a backslash escapes are read', async () => {
  const {rows, told} = await readFile('a.csv', `text,label\n"a 10\\" screen, small",joy\n${CSV}`);
  expect(rows[0]).toBe('2 a 10" screen, small | joy');
  expect(told).toEqual([
    'a.csv: quotes inside cells are written \\", found by 1 row that could not be read otherwise; ingest.quoting overrides this',
  ]);
});
