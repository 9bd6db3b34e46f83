import {expect, test} from 'vitest';
import {ingest, SOUND_FILES, SOUND_PARAMS} from './testing/ingest-rig.js';

test('examples come split by split in the order of their files, with their places', async () => {
  const {examples, rejected, labels} = await ingest(SOUND_FILES, SOUND_PARAMS);
  expect(examples).toEqual([
    {text: 'so glad', label: 'joy', split: 'train', file: 'train.txt', line: 1},
    {text: 'so sad', label: 'sadness', split: 'train', file: 'train.txt', line: 2},
    {text: 'very glad', label: 'joy', split: 'train', file: 'train.txt', line: 3},
    {text: 'rather glad', label: 'joy', split: 'validation', file: 'val.txt', line: 1},
    {text: 'rather sad', label: 'sadness', split: 'test', file: 'test.txt', line: 1},
  ]);
  expect(rejected).toEqual([]);
  expect(labels).toEqual(['joy', 'sadness']);
});

test('the labels of each split are counted in notes', async () => {
  const {events} = await ingest(SOUND_FILES, SOUND_PARAMS);
  expect(events).toEqual([
    {kind: 'note', message: 'train has 3 rows: joy 2, sadness 1'},
    {kind: 'note', message: 'validation has 1 rows: joy 1, sadness 0'},
    {kind: 'note', message: 'test has 1 rows: joy 0, sadness 1'},
  ]);
});

test('labels given in the params keep their order', async () => {
  const {labels} = await ingest(SOUND_FILES, {...SOUND_PARAMS, labels: ['sadness', 'joy']});
  expect(labels).toEqual(['sadness', 'joy']);
});

test('CSV, TSV, JSON lines and several files a split are read by their endings', async () => {
  const files = {
    'a.csv': '\ufefflabel,text\r\njoy,"glad, ""very"""\r\n',
    'b.jsonl': '{"text": "so sad", "label": "sadness"}\n\n{"text": "ok", "label": "joy"}',
    'c.tsv': 'text\tlabel\na, b\tjoy\n',
    'd.CSV': ' text , label\nwell,joy\n',
  };
  const params = {train: ['a.csv', 'b.jsonl'], validation: 'c.tsv', test: 'd.CSV'};
  const {examples} = await ingest(files, params);
  expect(examples.map(({text, label, file, line}) => [text, label, file, line])).toEqual([
    ['glad, "very"', 'joy', 'a.csv', 2],
    ['so sad', 'sadness', 'b.jsonl', 1],
    ['ok', 'joy', 'b.jsonl', 3],
    ['a, b', 'joy', 'c.tsv', 2],
    ['well', 'joy', 'd.CSV', 2],
  ]);
});

test('format, separator and columns may be set', async () => {
  const table = 'body;mood\na, b;joy\nc;sadness\n';
  const {examples} = await ingest(
    {'data.dat': table},
    {
      train: 'data.dat',
      validation: 'data.dat',
      test: 'data.dat',
      format: 'csv',
      separator: ';',
      textColumn: 'body',
      labelColumn: 'mood',
    },
  );
  expect(examples.slice(0, 2).map(({text, label}) => [text, label])).toEqual([
    ['a, b', 'joy'],
    ['c', 'sadness'],
  ]);
});

test('refused rows below the allowed share are listed and told of', async () => {
  const files = {...SOUND_FILES, 'train.txt': `nothing here\n${SOUND_FILES['train.txt']};joy\n`};
  const {examples, rejected, events} = await ingest(files, {...SOUND_PARAMS, maxRejectedShare: 0.4});
  expect(examples.map(({line}) => line)).toEqual([2, 3, 4, 1, 1]);
  const reason = 'no ";" between text and label';
  expect(rejected).toEqual([
    {file: 'train.txt', line: 1, reason, content: 'nothing here'},
    {file: 'train.txt', line: 5, reason: 'the text is empty', content: ';joy'},
  ]);
  expect(events.at(-1)).toEqual({
    kind: 'warning',
    message:
      '2 rows were refused, see rejected.arrow\n' +
      `  train.txt:1: ${reason}\n  train.txt:5: the text is empty`,
  });
});

test('texts that stand in train and in another split are counted in a warning', async () => {
  const files = {...SOUND_FILES, 'test.txt': 'so glad;joy\nso sad;sadness\nnew;joy\n'};
  const {events} = await ingest(files, SOUND_PARAMS);
  expect(events.at(-1)).toEqual({kind: 'warning', message: '2 texts of test are in train too'});
});

test('splits that are not given are held out of train', async () => {
  const train = Array.from({length: 40}, (_, i) => `text ${i};${i % 4 === 0 ? 'joy' : 'fear'}`).join('\n');
  const {examples, labels} = await ingest({'train.txt': train}, {train: 'train.txt', testShare: 0.2});
  const count = (split: string, label: string) =>
    examples.filter((row) => row.split === split && row.label === label).length;
  expect([count('train', 'joy'), count('validation', 'joy'), count('test', 'joy')]).toEqual([7, 1, 2]);
  expect([count('train', 'fear'), count('validation', 'fear'), count('test', 'fear')]).toEqual([21, 3, 6]);
  expect(labels).toEqual(['joy', 'fear']);
});

test('more rows than a record batch holds are all written, in order', async () => {
  const train = Array.from({length: 9000}, (_, i) => `text ${i};${i % 2}`).join('\n');
  const {examples} = await ingest(
    {...SOUND_FILES, 'train.txt': train, 'val.txt': 'a;0', 'test.txt': 'b;1'},
    SOUND_PARAMS,
  );
  expect(examples).toHaveLength(9002);
  expect(examples[8999]).toMatchObject({text: 'text 8999', line: 9000});
});

test('equal files and params give equal bytes', async () => {
  const params = {train: 'train.txt', testShare: 0.3, validationShare: 0.3};
  const files = {'train.txt': Array.from({length: 60}, (_, i) => `text ${i};${i % 3}`).join('\n')};
  expect((await ingest(files, params)).digests).toEqual((await ingest(files, params)).digests);
});
