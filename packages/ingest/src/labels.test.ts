import {expect, test} from 'vitest';
import {ingest, ingestFailure} from './testing/ingest-rig.js';

/** A text file with so many rows of each label. */
function rowsOf(counts: [label: string, count: number][]): string {
  return counts
    .flatMap(([label, count]) => Array.from({length: count}, (_, i) => `${label} text ${i};${label}\n`))
    .join('');
}

/** The same file for all splits. */
const everywhere = {train: 'a.txt', validation: 'a.txt', test: 'a.txt'};

function toldBy(events: {kind: string; message?: string}[]): string[] {
  return events.flatMap(({message = ''}) =>
    /has \d+ rows|are in train too/.test(message) || !message ? [] : message,
  );
}

test.each([
  [
    ['1', '1.0', '0', '0.0'],
    ['1', '0'],
    ['labels 1.0 and 1 are one class, called 1', 'labels 0.0 and 0 are one class, called 0'],
  ],
  [
    ['True', 'true', 'FALSE', 'false'],
    ['true', 'false'],
    ['labels True and true are one class, called true', 'labels FALSE and false are one class, called false'],
  ],
  [['1.0', '2.0'], ['1.0', '2.0'], []],
  [['01', '1'], ['01', '1'], []],
  [['1.5', '1.50'], ['1.5', '1.50'], []],
])('labels %j are the classes %j', async (labels, classes, told) => {
  const found = await ingest({'a.txt': rowsOf(labels.map((label) => [label, 2]))}, everywhere);
  expect(found.labels).toEqual(classes);
  expect(toldBy(found.events)).toEqual(told);
});

test('numbers are one class across formats', async () => {
  const files = {
    'a.jsonl': '{"text": "a", "label": 1}\n{"text": "b", "label": 0}\n',
    'b.csv': 'text,label\nc,1.0\nd,0.0\n',
  };
  const {examples, labels} = await ingest(files, {train: 'a.jsonl', validation: 'b.csv', test: 'b.csv'});
  expect(labels).toEqual(['1', '0']);
  expect(examples.map(({label}) => label).join()).toBe('1,0,1,0,1,0');
});

test('a listed form is the one that a class gets, and several listed forms are several classes', async () => {
  const file = {
    'a.txt': rowsOf([
      ['1', 2],
      ['1.0', 2],
      ['2', 2],
    ]),
  };
  const listed = async (labels: string[]) =>
    (await ingest(file, {...everywhere, labels})).examples.map(({label}) => label);
  expect(new Set(await listed(['1.0', '2']))).toEqual(new Set(['1.0', '2']));
  expect(new Set(await listed(['1', '1.0', '2']))).toEqual(new Set(['1', '1.0', '2']));
});

test('labels that look alike are told with the map that renames them, which then is all it takes', async () => {
  const labels: [string, number][] = [
    ['joy', 3],
    ['Joy', 1],
    ['JOY\u200b', 1],
    ['caf\u00e9', 2],
    ['cafe\u0301', 1],
    ['a b', 2],
    ['a\u00a0b', 1],
  ];
  const files = {'a.txt': rowsOf(labels)};
  const before = await ingest(files, everywhere);
  expect(toldBy(before.events)).toEqual([
    '4 labels look like another, yet each is a class of its own. If they are the same, add to the params of ingest:\n' +
      '  renameLabels: {"Joy": "joy", "JOY\\u200b": "joy", "cafe\\u0301": "café", "a\\u00a0b": "a b"}',
  ]);
  const renameLabels = JSON.parse(/renameLabels: (.*)$/m.exec(toldBy(before.events)[0] ?? '')?.[1] ?? '');
  const after = await ingest(files, {...everywhere, renameLabels});
  expect(after.labels).toEqual(['joy', 'café', 'a b']);
  expect(toldBy(after.events)).toEqual([]);
});

test('labels that are listed are meant as they are', async () => {
  const files = {
    'a.txt': rowsOf([
      ['US', 2],
      ['us', 3],
      ['Us', 1],
    ]),
  };
  expect(toldBy((await ingest(files, {...everywhere, labels: ['US', 'us', 'Us']})).events)).toEqual([]);
});

test('a rename that finds no row is told', async () => {
  const files = {
    'a.txt': rowsOf([
      ['a', 2],
      ['b', 2],
    ]),
  };
  const {events} = await ingest(files, {...everywhere, renameLabels: {c: 'a'}});
  expect(toldBy(events)).toEqual(['renameLabels names labels that no row has: c']);
});

test('labels may be called as parts of objects are, and hold NUL', async () => {
  const labels = ['__proto__', 'constructor', 'toString', 'a\0b'];
  const files = {'a.txt': rowsOf(labels.map((label) => [label, 2]))};
  expect((await ingest(files, {...everywhere, limit: 4})).labels).toEqual(labels);
  expect((await ingest(files, {...everywhere, renameLabels: {constructor: 'toString'}})).labels).toEqual([
    '__proto__',
    'toString',
    'a\0b',
  ]);
});

test('limit keeps of each label its share, in the order of the file, chosen by the seed', async () => {
  const files = {
    'a.txt': rowsOf([
      ['a', 60],
      ['b', 30],
      ['c', 9],
      ['d', 1],
    ]),
  };
  const kept = async (seed: number) =>
    (await ingest(files, {...everywhere, limit: 20, seed})).examples.filter(({split}) => split === 'train');
  const rows = await kept(1);
  const counts = ['a', 'b', 'c', 'd'].map((label) => rows.filter((row) => row.label === label).length);
  expect(counts).toEqual([11, 6, 2, 1]);
  expect(rows.map(({line}) => line)).toEqual(rows.map(({line}) => line).sort((x, y) => x - y));
  expect(await kept(1)).toEqual(rows);
  expect(await kept(2)).not.toEqual(rows);
});

test('labels that lose all their rows are told, and those that train loses leave the other splits', async () => {
  const files = {
    'a.txt': rowsOf([
      ['a', 2],
      ['b', 9],
      ['c', 5],
    ]),
    'b.txt': rowsOf([
      ['a', 9],
      ['b', 1],
      ['c', 1],
    ]),
  };
  const {examples, labels, events} = await ingest(files, {
    train: 'a.txt',
    validation: 'b.txt',
    test: 'b.txt',
    limit: 2,
  });
  expect(labels).toEqual(['b', 'c']);
  expect(examples.map(({split, label}) => `${split} ${label}`)).toEqual(
    ['train', 'validation', 'test'].flatMap((split) => [`${split} b`, `${split} c`]),
  );
  expect(toldBy(events)).toEqual([
    'limit 2 leaves no row of some labels:\n  train: a; they are left out of all splits\n  validation: a\n  test: a',
  ]);
});

test('a limit that leaves a split without rows is told', async () => {
  const files = {
    'a.txt': rowsOf([
      ['a', 2],
      ['b', 9],
      ['c', 5],
    ]),
    'b.txt': rowsOf([['a', 2]]),
  };
  expect(await ingestFailure(files, {train: 'a.txt', validation: 'b.txt', test: 'a.txt', limit: 2})).toBe(
    'ingest.limit: limit 2 leaves no row in validation whose label is in train\n' +
      '  Raise the limit, to the number of labels or more.',
  );
});
