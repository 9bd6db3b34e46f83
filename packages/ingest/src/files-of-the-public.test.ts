import {expect, test} from 'vitest';
import {ingest, ingestFailure} from './testing/ingest-rig.js';

/** Enough rows of two labels for splits to be held out. */
const ROWS = Array.from({length: 12}, (_, i) => ({text: `message ${i}`, label: i % 2 ? 'joy' : 'fear'}));

function written(line: (row: {text: string; label: string}) => string, end = '\n'): string {
  return ROWS.map((row) => line(row) + end).join('');
}

interface Read {
  rows: string[];
  labels: string[];
  rejected: string[];
  told: string[];
}

async function read(name: string, content: string | Buffer, params: object = {}): Promise<Read> {
  const {examples, labels, rejected, events} = await ingest({[name]: content}, {train: name, ...params});
  return {
    rows: examples.sort((a, b) => a.line - b.line).map(({line, text, label}) => `${line} ${text} | ${label}`),
    labels: labels.sort(),
    rejected: rejected.map(({line, reason}) => `${line} ${reason}`),
    told: events.flatMap((event) =>
      'message' in event && !/^\w+ has \d+ rows/.test(event.message) ? event.message : [],
    ),
  };
}

const failure = (name: string, content: string | Buffer, params: object = {}) =>
  ingestFailure({[name]: content}, {train: name, ...params});

const CSV = written(({text, label}) => `${text},${label}`);
const TSV = written(({text, label}) => `${text}\t${label}`);

/** What all sound files below hold, beginning in this line. */
const soundRows = (first: number) => ROWS.map(({text, label}, i) => `${first + i} ${text} | ${label}`);

test.each([
  [
    'semicolons',
    'a.csv',
    `text;label\n${CSV.replaceAll(',', ';')}`,
    2,
    'columns are separated by ";", found by its columns',
  ],
  ['tabs in .csv', 'a.csv', `text\tlabel\n${TSV}`, 2, 'columns are separated by tabs, found by its columns'],
  [
    'bars',
    'a.csv',
    `text|label\n${CSV.replaceAll(',', '|')}`,
    2,
    'columns are separated by "|", found by its columns',
  ],
  ['commas in .tsv', 'a.tsv', `text,label\n${CSV}`, 2, 'columns are separated by ",", found by its columns'],
  [
    'Excel’s sep=',
    'a.csv',
    `\ufeffsep=;\r\ntext;label\r\n${CSV.replaceAll(',', ';').replaceAll('\n', '\r\n')}`,
    3,
    'columns are separated by ";", found by its first line',
  ],
  ['CR line ends', 'a.csv', `text,label\r${CSV.replaceAll('\n', '\r')}`, 2, undefined],
  ['CR line ends in lines', 'a.txt', CSV.replaceAll(',', ';').replaceAll('\n', '\r'), 1, undefined],
  ['CR line ends in JSON lines', 'a.jsonl', written((row) => JSON.stringify(row), '\r'), 1, undefined],
  [
    'rows of a spreadsheet without content',
    'a.csv',
    `text,label,,\n${CSV.replaceAll('\n', ',,\n')}${',,,\n'.repeat(50)}`,
    2,
    undefined,
  ],
  [
    'cells without content at the end',
    'a.csv',
    `text,label\n${CSV.replaceAll('\n', ',,\n')} , ,\n`,
    2,
    undefined,
  ],
  [
    'a list of one label',
    'a.jsonl',
    written(({text, label}) => JSON.stringify({text, label: [label]})),
    1,
    undefined,
  ],
  [
    'a list of one label in CSV',
    'a.csv',
    `text,label\n${written(({text, label}) => `${text},"[""${label}""]"`)}`,
    2,
    undefined,
  ],
  [
    'a list as Python prints it',
    'a.csv',
    `text,label\n${written(({text, label}) => `${text},['${label}']`)}`,
    2,
    undefined,
  ],
  [
    'fastText',
    'a.txt',
    written(({text, label}) => `__label__${label} ${text}`),
    1,
    'its lines are those of fastText, with labels that begin with __label__',
  ],
  [
    'columns called as parts of objects are',
    'a.csv',
    `text,label,__proto__,constructor\n${CSV.replaceAll('\n', ',a,b\n')}`,
    2,
    undefined,
  ],
])('%s are read', async (_, name, content, first, told) => {
  expect(await read(name, content)).toEqual({
    rows: soundRows(first),
    labels: ['fear', 'joy'],
    rejected: [],
    told: told === undefined ? [] : [`${name}: ${told}`],
  });
});

test.each([
  ['a list on one line', JSON.stringify(ROWS), () => 1],
  ['a list over several lines', JSON.stringify(ROWS, null, 2), (i: number) => 2 + 4 * i],
  [
    'a list with CR line ends',
    JSON.stringify(ROWS, null, 2).replaceAll('\n', '\r'),
    (i: number) => 2 + 4 * i,
  ],
  [
    'a list, an object a line',
    `[\n${written((row) => JSON.stringify(row), ',\n').slice(0, -2)}\n]`,
    (i: number) => 2 + i,
  ],
  ['objects over several lines', written((row) => JSON.stringify(row, null, 2)), (i: number) => 1 + 4 * i],
])('JSON is read, whatever the name: %s', async (_, content, lineOf) => {
  const rows = ROWS.map(({text, label}, i) => `${lineOf(i)} ${text} | ${label}`);
  for (const name of ['a.json', 'a.jsonl'])
    expect((await read(name, content)).rows.sort()).toEqual(rows.sort());
});

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
    const {rows, told} = await read('a.csv', encoded(`${mark}text,label\n${csv}`, encoding));
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
  expect(await failure('a.csv', latin)).toBe(
    'a.csv: the file is not UTF-8: 12 of 12 rows hold other bytes\n' +
      '  a.csv:2: not valid UTF-8\n  a.csv:3: not valid UTF-8\n  a.csv:4: not valid UTF-8\n  and 9 more\n' +
      '  As windows-1252 the first of them reads: für 0,fear\n' +
      '  If that is right, set ingest.encoding to windows-1252, else to what it is; or convert the file: ' +
      'iconv -f WINDOWS-1252 -t UTF-8 a.csv > converted.csv',
  );
  const {rows} = await read('a.csv', latin, {encoding: 'windows-1252'});
  expect(rows).toEqual(soundRows(2).map((row) => row.replace('message', 'für')));
});

test('a header inside the data is left out and told, also after a mark and in another order', async () => {
  const head = 'text,label\n';
  const swapped = '\ufefflabel,text\njoy,swapped\n';
  const {rows, told} = await read('a.csv', head + CSV + head + swapped);
  expect(rows).toEqual([...soundRows(2), '16 swapped | joy']);
  expect(told).toEqual(['a.csv: the header is repeated inside the file and left out there: line 14, 15']);
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
  const found = await read('a.tsv', tsv);
  expect(found.rows.slice(12)).toEqual(rows);
  expect(found.told).toEqual([`a.tsv: ${told}`]);
});

test('quoting may be set', async () => {
  const tsv = `text\tlabel\n${TSV}"I waited\tfear\nand left"\tjoy\n`;
  const {rows, told} = await read('a.tsv', tsv, {quoting: 'doubled'});
  expect(rows.at(-1)).toBe('14 I waited\tfear\nand left | joy');
  expect(told).toEqual([]);
});

test('quotes that a backslash escapes are read', async () => {
  const {rows, told} = await read('a.csv', `text,label\n"a 10\\" screen, small",joy\n${CSV}`);
  expect(rows[0]).toBe('2 a 10" screen, small | joy');
  expect(told).toEqual([
    'a.csv: quotes inside cells are written \\", found by 1 row that could not be read otherwise; ingest.quoting overrides this',
  ]);
});

test.each([
  ['a.jsonl', `${JSON.stringify({text: 'a', label: ['joy', 'fear']})}\n`],
  ['a.csv', 'text,label\na,"[""joy"", ""fear""]"\n'],
  ['a.csv', `text,label\na,"['joy', 'fear']"\n`],
  ['a.txt', '__label__joy __label__fear a\n'],
])('several labels of one row in %s are refused', async (name, content) => {
  expect(await failure(name, content)).toContain('several labels, where a row has one');
});

test.each([
  [
    'a column named twice',
    'a.csv',
    'text,label,text\na,b,c\n',
    'a.csv:1: 2 columns are named "text", so it is not certain which is meant\n',
  ],
  [
    'a list that is cut off',
    'a.json',
    JSON.stringify(ROWS).slice(0, -1),
    'a.json:1: the list is never closed\n',
  ],
  [
    'an object that is cut off',
    'a.json',
    JSON.stringify(ROWS, null, 1).slice(0, -9),
    'a.json:46: the value that begins here is never closed\n',
  ],
  [
    'an Excel workbook',
    'a.csv',
    Buffer.from('PK\x03\x04...'),
    'a.csv: the file is a ZIP archive or an Excel workbook\n',
  ],
  ['a web page', 'a.csv', '<!DOCTYPE html><html></html>', 'a.csv: the file is a web page\n'],
  [
    'a pointer of Git LFS',
    'a.csv',
    'version https://git-lfs.github.com/spec/v1\noid sha256:0\n',
    'a.csv: the file is not the data but a pointer to them',
  ],
  [
    'what the kernel makes up',
    '/proc/self/status',
    '',
    'ingest.train: /proc/self/status is made up by the kernel while it is read, not a regular file\n',
  ],
  ['a device', '/dev/zero', '', 'ingest.train: /dev/zero is a device, not a regular file\n'],
])('%s is told by its true cause', async (_, name, content, message) => {
  const files = name.startsWith('/') ? {} : {[name]: content};
  expect(await ingestFailure(files, {train: name})).toContain(message);
});

test('a quote that is never closed is told with its line, and costs that row alone', async () => {
  const {rows, rejected, told} = await read('a.csv', `text,label\n"oops,joy\n${CSV}`, {
    maxRejectedShare: 0.1,
  });
  expect(rows).toEqual(soundRows(3));
  expect(rejected).toEqual(['2 a quote that is never closed']);
  expect(told).toEqual(['1 row was refused, see rejected.arrow\n  a.csv:2: a quote that is never closed']);
});
