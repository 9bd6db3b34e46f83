import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {CsvDialect} from './csv-record.js';
import {CsvRecords, type PlacedRecord} from './csv-records.js';

const CSV: CsvDialect = {separator: ',', quoting: 'doubled'};

function recordsIn(blocks: readonly string[], dialect = CSV, limit?: number): PlacedRecord[] {
  const reader = new CsvRecords(dialect, limit);
  return [...blocks.flatMap((block) => reader.push(block)), ...reader.end()];
}

/** `line: fields` or `line! reason` of each record. */
function outlineOf(csv: string, dialect?: CsvDialect, limit?: number): string[] {
  return recordsIn([csv], dialect, limit).map((record) =>
    'reason' in record ? `${record.line}! ${record.reason}` : `${record.line}: ${record.fields.join('|')}`,
  );
}

test.each([
  [
    'quotes enclose separators, line ends and quotes',
    '"a, ""b""\r\nc",d\r\ne,"f"\n',
    ['1: a, "b"\nc|d', '3: e|f'],
  ],
  [
    'a quote inside an unquoted field is part of it',
    '5" disk,a\nsay "x",b\n',
    ['1: 5" disk|a', '2: say "x"|b'],
  ],
  ['an empty field counts, also at the end', ',a,\n"",b,\n', ['1: |a|', '2: |b|']],
  ['blank lines are passed over and counted', '\na,b\n\n\nc,d', ['2: a|b', '5: c|d']],
  ['CR alone ends a record', 'a,b\r"c\rd",e\r\rf,g\r', ['1: a|b', '2: c\nd|e', '5: f|g']],
  ['a mark of a joined file is left out', '\ufeffa,b\n\ufeff"c,",d\n', ['1: a|b', '2: c,|d']],
  [
    'blanks behind a closing quote are kept, as Python does',
    '"a" ,b\n"c\nd"\t,e\n',
    ['1: a |b', '2: c\nd\t|e'],
  ],
  ['NUL is a character like others', 'a\0b,"\0"\n', ['1: a\0b|\0']],
])('%s', (_, csv, expected) => {
  expect(outlineOf(csv)).toEqual(expected);
});

// Made with Python 3.13: list(csv.reader(io.StringIO(text, newline=''))).
test.each([
  ['a,"b",c\n', ['a', 'b', 'c']],
  ['"a""b","""",""\n', ['a"b', '"', '']],
  ['a"b,c""d,e"\n', ['a"b', 'c""d', 'e"']],
  ['"a\n\nb",c\n', ['a\n\nb', 'c']],
  [' "a",b \n', [' "a"', 'b ']],
  ['"a"  ,b\n', ['a  ', 'b']],
  ['"",""\n', ['', '']],
])('%j gives the cells that Python reads', (csv, cells) => {
  expect(recordsIn([csv])).toMatchObject([{fields: cells}]);
});

test.each([
  ['text behind a closing quote', '"a"b,c\nd,e\n', ['1! text after the closing quote of field 1', '2: d|e']],
  [
    'a quote that is never closed',
    'a,b\n"c,d\ne,f\ng,h\n',
    ['1: a|b', '2! a quote that is never closed', '3: e|f', '4: g|h'],
  ],
  [
    'a quote that only one in a later row closes',
    'a,b\n"c,d\ne,f\nsay "i",j\nk,l\n',
    ['1: a|b', '2! a quote that is never closed', '3: e|f', '4: say "i"|j', '5: k|l'],
  ],
  [
    'an open quote behind a cell of two lines',
    '"a\nb","c\nd,e\nf,g\n',
    ['1! a quote that is never closed, in line 2', '3: d|e', '4: f|g'],
  ],
])('%s costs its own lines only', (_, csv, expected) => {
  expect(outlineOf(csv)).toEqual(expected);
});

test('a cell of many lines is one cell', () => {
  const cell = Array.from({length: 5000}, (_, i) => `line ${i}, and more`).join('\n');
  expect(recordsIn([`a,b\n"${cell}",c\nd,e\n`])[1]).toMatchObject({line: 2, fields: [cell, 'c']});
});

test('what is longer than the limit is told, and reading goes on behind it', () => {
  expect(outlineOf(`a,b\n"${'x\n'.repeat(5)}",c\nd,e\n`, CSV, 9).slice(0, 3)).toEqual([
    '1: a|b',
    '2! a quote that is not closed within 9 characters',
    '3: x',
  ]);
  expect(outlineOf(`a,b\n${'x'.repeat(30)},c\nd,e\n`, CSV, 9)).toEqual([
    '1: a|b',
    '2! the row is longer than 16 Mi characters',
    '3: d|e',
  ]);
});

test('a backslash escapes quotes and itself where cells are written so', () => {
  const dialect: CsvDialect = {separator: ',', quoting: 'backslash'};
  expect(outlineOf('"a \\"b\\", c",d\n"C:\\new\\\\",e\n', dialect)).toEqual([
    '1: a "b", c|d',
    '2: C:\\new\\|e',
  ]);
});

test('quotes are characters like others where there is no quoting', () => {
  expect(outlineOf('"a\tb\nc"\td\n', {separator: '\t', quoting: 'none'})).toEqual(['1: "a|b', '2: c"|d']);
});

const unit = fc.constantFrom('a', 'é', ' ', ',', '"', '\n', '\r', ';', '\\', '\0');
const table = fc.array(fc.array(fc.string({unit, minLength: 1}), {minLength: 2, maxLength: 4}));

test.each(['doubled', 'backslash'] as const)(
  'cells written with %s quotes are read back, each at its line',
  (quoting) => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', ';', '::'),
        fc.constantFrom('\n', '\r\n', '\r'),
        (rows, separator, end) => {
          const quoted = (cell: string) =>
            quoting === 'doubled' ? cell.replaceAll('"', '""') : cell.replaceAll(/["\\]/g, '\\$&');
          const texts = rows.map((cells) => cells.map((cell) => `"${quoted(cell)}"`).join(separator));
          const read = recordsIn([texts.map((text) => text + end).join('')], {separator, quoting});
          let line = 1;
          const expected = rows.map((cells, i) => {
            const fields = cells.map((cell) => cell.replace(/\r\n?/g, '\n'));
            const record = {line, fields, content: texts[i]};
            line += (texts[i] ?? '').split(/\r\n?|\n/).length;
            return record;
          });
          expect(read).toEqual(expected);
        },
      ),
    );
  },
);

const text = fc
  .array(fc.constantFrom('a', ',', '"', '""', '\n', '\r', '\\', ' ', '\ufeff'))
  .map((signs) => signs.join(''));
const dialect = fc.record({
  separator: fc.constantFrom(',', ';', 'a,'),
  quoting: fc.constantFrom('doubled', 'backslash', 'none'),
}) as fc.Arbitrary<CsvDialect>;

test('wherever a text is cut into blocks, its records are the same', () => {
  fc.assert(
    fc.property(fc.array(text), dialect, fc.constantFrom(8, 1000), (blocks, written, limit) => {
      expect(recordsIn(blocks, written, limit)).toEqual(recordsIn([blocks.join('')], written, limit));
    }),
    {numRuns: 500},
  );
});

/** Characters looked at, for each of the text. */
function work(csv: string, blockLength = 1 << 16): number {
  const reader = new CsvRecords(CSV);
  for (let at = 0; at < csv.length; at += blockLength) reader.push(csv.slice(at, at + blockLength));
  reader.end();
  return reader.visited / csv.length;
}

test.each([
  ['quotes that close by chance', 'x","y"\n'],
  ['quotes that open', '"x,y\n'],
  ['quotes that open behind cells', 'x,"y\n'],
  ['doubled quotes', '"x""\n'],
  ['three quotes', '"""\n'],
  ['a chain of cells over two lines', 'x","\n'],
  ['cells of one line', '"x","y"\n'],
])('lines with %s are read in linear time', (_, line) => {
  expect(work(`"\n${line.repeat(20_000)}`)).toBeLessThan(4);
  expect(work(line.repeat(20_000), 100)).toBeLessThan(4);
});

test('any text is read in linear time', () => {
  fc.assert(
    fc.property(fc.array(text, {minLength: 1, maxLength: 4}), fc.nat({max: 3}), (parts, cut) => {
      const csv = parts.join('\n').repeat(300);
      fc.pre(csv.length > 300);
      expect(work(csv)).toBeLessThan(4);
      expect(work(csv, 50 + cut)).toBeLessThan(6);
    }),
  );
});
