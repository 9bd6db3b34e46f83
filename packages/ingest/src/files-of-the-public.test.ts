import {expect, test} from 'vitest';
import {ingestFailure} from './testing/ingest-rig.js';
import {CSV, ROWS, readFile, soundRows, TSV, written} from './testing/read-file.js';

const failure = (name: string, content: string | Buffer, params: object = {}) =>
  ingestFailure({[name]: content}, {train: name, ...params});

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
  expect(await readFile(name, content)).toEqual({
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
    expect((await readFile(name, content)).rows.sort()).toEqual(rows.sort());
});

test('a header inside the data is left out and told, also after a mark and in another order', async () => {
  const head = 'text,label\n';
  const swapped = '\ufefflabel,text\njoy,swapped\n';
  const {rows, told} = await readFile('a.csv', head + CSV + head + swapped);
  expect(rows).toEqual([...soundRows(2), '16 swapped | joy']);
  expect(told).toEqual(['a.csv: the header is repeated inside the file and left out there: line 14, 15']);
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
  const {rows, rejected, told} = await readFile('a.csv', `text,label\n"oops,joy\n${CSV}`, {
    maxRejectedShare: 0.1,
  });
  expect(rows).toEqual(soundRows(3));
  expect(rejected).toEqual(['2 a quote that is never closed']);
  expect(told).toEqual(['1 row was refused, see rejected.arrow\n  a.csv:2: a quote that is never closed']);
});
