import {expect, test} from 'vitest';
import {ingestFailure, SOUND_FILES, SOUND_PARAMS} from './testing/ingest-rig.js';

test('absent files, folders and unknown endings are told all at once', async () => {
  const files = {'train.dat': 'a;b\n', 'folder/x.txt': 'a;b\n'};
  const params = {train: ['train.dat', 'absent.txt'], validation: 'folder', test: 'folder/x.txt'};
  expect(await ingestFailure(files, params)).toBe(
    'train.dat: the ending of the name does not tell its format\n' +
      '  Set ingest.format to lines, csv, tsv, jsonl, json or fasttext.\n' +
      'ingest.train: there is no file absent.txt\n' +
      '  Correct the path; a relative one starts from the folder of the workspace.\n' +
      'ingest.validation: folder is a folder, not a file\n' +
      '  Name the file, or a list of files.',
  );
});

test('too many refused rows stop the run with the first of them', async () => {
  const broken = Array.from({length: 12}, (_, i) => `broken ${i}\n`).join('');
  const files = {...SOUND_FILES, 'train.txt': SOUND_FILES['train.txt'] + broken};
  const first = Array.from({length: 10}, (_, i) => `  train.txt:${i + 4}: no ";" between text and label\n`);
  expect(await ingestFailure(files, SOUND_PARAMS)).toBe(
    'train.txt: 12 of 15 rows cannot be read, 80 %, where at most 1 % may be\n' +
      `${first.join('')}  and 2 more\n` +
      '  Correct these rows, or raise ingest.maxRejectedShare.',
  );
});

test('the allowed share is inclusive', async () => {
  const files = {...SOUND_FILES, 'train.txt': `${SOUND_FILES['train.txt']}broken\n`};
  expect(await ingestFailure(files, {...SOUND_PARAMS, maxRejectedShare: 0.25})).toBe('no failure');
  expect(await ingestFailure(files, {...SOUND_PARAMS, maxRejectedShare: 0.24})).toContain(
    '1 of 4 rows cannot be read, 25 %, where at most 24 % may be',
  );
});

test('a file without a valid row says why, an empty one that it is empty', async () => {
  const files = {...SOUND_FILES, 'val.txt': '\n', 'test.txt': 'a,b\n'};
  expect(await ingestFailure(files, {...SOUND_PARAMS, maxRejectedShare: 1})).toBe(
    'val.txt: the file has no row\n' +
      '  Correct the file, or set ingest.format and ingest.separator to what it is.\n' +
      'test.txt: the file has no valid row\n' +
      '  test.txt:1: no ";" between text and label\n' +
      '  Correct the file, or set ingest.format and ingest.separator to what it is.',
  );
});

test('labels that are not in train are told with their first place', async () => {
  const files = {...SOUND_FILES, 'val.txt': 'a;joy\nb;fear\n', 'test.txt': 'c;fear\nd;fear\ne;anger\n'};
  const mend = '  A classifier cannot learn it: add examples to train, or correct the label.';
  expect(await ingestFailure(files, SOUND_PARAMS)).toBe(
    `val.txt:2: label "fear" is in validation but not in train\n${mend}\n` +
      `test.txt:1: label "fear" is in test but not in train, 2 rows\n${mend}\n` +
      `test.txt:3: label "anger" is in test but not in train\n${mend}`,
  );
});

test('labels outside the given list are told, and a label listed twice', async () => {
  const params = {...SOUND_PARAMS, labels: ['joy', 'fear', 'joy']};
  expect(await ingestFailure(SOUND_FILES, params)).toBe(
    'ingest.labels: "joy" stands there twice\n  Leave one out.\n' +
      'train.txt:2: label "sadness" is not in ingest.labels\n  Add it there, or correct the label.\n' +
      'test.txt:1: label "sadness" is not in ingest.labels\n  Add it there, or correct the label.',
  );
});

test('a single label is not enough', async () => {
  const files = {'train.txt': 'a;joy\nb;joy\n', 'val.txt': 'c;joy\n', 'test.txt': 'd;joy\n'};
  expect(await ingestFailure(files, SOUND_PARAMS)).toBe(
    'ingest.train: every row has the label "joy"\n' + '  A classifier needs examples of at least two labels.',
  );
});

test('too few rows to hold any out are told', async () => {
  expect(await ingestFailure({'train.txt': 'a;joy\nb;fear\n'}, {train: 'train.txt'})).toBe(
    'ingest.validationShare: of 2 rows none is left for validation\n' +
      '  Give more rows, a larger share, or a file: ingest.validation.\n' +
      'ingest.testShare: of 2 rows none is left for test\n' +
      '  Give more rows, a larger share, or a file: ingest.test.',
  );
});

test('a missing column is told with those there are', async () => {
  const files = {...SOUND_FILES, 'train.csv': 'id,body,label\n1,a,b\n'};
  expect(await ingestFailure(files, {...SOUND_PARAMS, train: 'train.csv'})).toBe(
    'train.csv:1: there is no column "text"\n' +
      '  It has: id, body, label. Set ingest.textColumn to one of these.',
  );
});

test('a missing column is told with the line that names the columns', async () => {
  const files = {...SOUND_FILES, 'train.csv': '\n\nbody,label\na,b\n'};
  expect(await ingestFailure(files, {...SOUND_PARAMS, train: 'train.csv'})).toContain(
    'train.csv:3: there is no column "text"\n',
  );
});

test.each([
  ['text,stra\u00dfe,label\na,b,c\n', 'not valid UTF-8'],
  ['"te"xt,label\na,b\n', 'text after the closing quote of field 1'],
])('columns that cannot be read are told, and no row passes for them: %s', async (csv, reason) => {
  const files = {...SOUND_FILES, 'train.csv': Buffer.from(csv, 'latin1')};
  expect(await ingestFailure(files, {...SOUND_PARAMS, train: 'train.csv'})).toBe(
    `train.csv:1: the line that names the columns cannot be read: ${reason}\n` +
      '  Correct this line, or save the file as UTF-8.',
  );
});

test('rows of a table with too few or many fields, bad quotes or bytes are refused', async () => {
  const csv = Buffer.concat([
    Buffer.from('text,label\na\nb,c,d\n"e"f,g\n'),
    Buffer.from([0xe9, 0x2c, 0x68, 0x0a]),
    Buffer.from(',i\nj,\n"k,l\n'),
  ]);
  expect(await ingestFailure({...SOUND_FILES, 'train.csv': csv}, {...SOUND_PARAMS, train: 'train.csv'})).toBe(
    'train.csv: the file has no valid row\n' +
      '  train.csv:2: 1 fields, but 2 columns\n' +
      '  train.csv:3: 3 fields, but 2 columns\n' +
      '  train.csv:4: text after the closing quote of field 1\n' +
      '  train.csv:5: not valid UTF-8\n' +
      '  train.csv:6: the text is empty\n' +
      '  train.csv:7: the label is empty\n' +
      '  train.csv:8: a quote that is never closed\n' +
      '  Correct the file, or set ingest.format and ingest.separator to what it is.',
  );
});
