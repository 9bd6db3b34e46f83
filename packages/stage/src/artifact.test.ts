import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {
  Field,
  Float32,
  Int32,
  List,
  Schema,
  Table,
  tableFromArrays,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import {afterAll, beforeEach, expect, test} from 'vitest';
import {type ArtifactKind, ArtifactWriter, anySize, artifactKind, openArtifact} from './index.js';

const kind = artifactKind({
  kind: 'words',
  doc: 'Words and how often they stand',
  files: {
    words: {
      path: 'words.arrow',
      doc: 'one row a word',
      schema: new Schema([new Field('word', new Utf8(), false), new Field('count', new Int32(), false)]),
    },
    note: {path: 'note.txt', doc: 'a note'},
  },
});
const madeBy = {stage: 'count', params: {b: 1, a: {d: 2, c: 3}}, versions: {node: '20'}};
const words = () =>
  new Table({word: vectorFromArray(['so', 'sad'], new Utf8()), count: vectorFromArray([3, 1], new Int32())});
const folder = mkdtempSync(join(tmpdir(), 'retune-artifact-'));
const place = {folder: join(folder, 'words'), remakeCommand: 'npx nx run full.count:run'};

async function publish(note = 'whole'): Promise<void> {
  const writer = await ArtifactWriter.create(kind, place.folder);
  await writer.writeTable('words', words());
  await writer.writeText('note', note);
  await writer.publish(madeBy);
}

beforeEach(() => {
  rmSync(folder, {recursive: true, force: true});
  mkdirSync(folder);
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

test('what was written is read back, tables with their columns', async () => {
  await publish();
  const reader = await openArtifact(kind, place);
  const table = await reader.table('words');
  expect(table.toArray().map((row) => [row.word, row.count])).toEqual([
    ['so', 3],
    ['sad', 1],
  ]);
  expect(await reader.text('note')).toBe('whole');
  expect(reader.rows('words')).toBe(2);
});

test('a table passes through batch by batch', async () => {
  const writer = await ArtifactWriter.create(kind, place.folder);
  await writer.writeTable(
    'words',
    (async function* () {
      for (let i = 0; i < 5; i++) yield* words().batches;
    })(),
  );
  await writer.writeText('note', '');
  await writer.publish(madeBy);
  const sizes = [];
  for await (const batch of (await openArtifact(kind, place)).batches('words')) sizes.push(batch.numRows);
  expect(sizes).toEqual([2, 2, 2, 2, 2]);
});

test('a table of no rows keeps its columns, lists too', async () => {
  const writer = await ArtifactWriter.create(kind, place.folder);
  const lists = new Field('places', new List(new Field('item', new Int32(), false)), false);
  await writer.writeTable('words', new Table(new Schema([...kind.files.words.schema.fields, lists])));
  await writer.writeText('note', '');
  await writer.publish(madeBy);
  const table = await (await openArtifact(kind, place)).table('words');
  expect([table.numRows, table.schema.names]).toEqual([0, ['word', 'count', 'places']]);
});

test('the manifest names each file with size, digest, rows and columns, and nothing that varies', async () => {
  await publish();
  const first = readFileSync(join(place.folder, 'manifest.json'), 'utf8');
  const bytes = readFileSync(join(place.folder, 'words.arrow'));
  expect(JSON.parse(first)).toEqual({
    format: 1,
    kind: 'words',
    stage: 'count',
    params: {a: {c: 3, d: 2}, b: 1},
    versions: {node: '20'},
    files: {
      'words.arrow': {
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        rows: 2,
        schema: {word: 'Utf8', count: 'Int32'},
      },
      'note.txt': {bytes: 5, sha256: createHash('sha256').update('whole').digest('hex')},
    },
  });
  await publish();
  expect(readFileSync(join(place.folder, 'manifest.json'), 'utf8')).toBe(first);
});

test('the processor that computed it is in the manifest, and does not change what stages after it are keyed by', async () => {
  await publish();
  const sums = readFileSync(join(place.folder, 'SHA256SUMS'), 'utf8');
  const writer = await ArtifactWriter.create(kind, place.folder);
  await writer.writeTable('words', words());
  await writer.writeText('note', 'whole');
  writer.computedWith('x64 avx2');
  await writer.publish(madeBy);
  expect(JSON.parse(readFileSync(join(place.folder, 'manifest.json'), 'utf8'))).toMatchObject({
    processor: 'x64 avx2',
  });
  expect(readFileSync(join(place.folder, 'SHA256SUMS'), 'utf8')).toBe(sums);
});

test('sha256sum checks an artifact by hand', async () => {
  await publish();
  expect(spawnSync('sha256sum', ['-c', 'SHA256SUMS'], {cwd: place.folder}).status).toBe(0);
});

test('until it is published nothing is in place, and the former artifact stays', async () => {
  const writer = await ArtifactWriter.create(kind, place.folder);
  await writer.writeText('note', 'half');
  expect(existsSync(place.folder)).toBe(false);
  await writer.discard();
  expect(readdirSync(folder)).toEqual([]);

  await publish('former');
  const second = await ArtifactWriter.create(kind, place.folder);
  await second.writeText('note', 'half');
  await second.discard();
  expect(await (await openArtifact(kind, place)).text('note')).toBe('former');
});

test('what a killed process left is removed, what a living one writes is not', async () => {
  const dead = spawnSync('true').pid;
  mkdirSync(join(folder, `.words.tmp-${dead}`));
  mkdirSync(join(folder, `.words.tmp-${process.ppid}`));
  await publish();
  expect(readdirSync(folder).sort()).toEqual([`.words.tmp-${process.ppid}`, 'words']);
});

const message = async (work: () => Promise<unknown>) => {
  const error = (await work().catch((reason) => reason)) as Error;
  return error.message.replaceAll(/^.*\/(retune-artifact-\w+)\//gm, '');
};

test('a missing, shortened or changed file is named, with the command that makes it anew', async () => {
  await publish();
  const note = join(place.folder, 'note.txt');
  const read = async () => await (await openArtifact(kind, place)).text('note');
  appendFileSync(note, '!');
  expect(await message(read)).toBe(
    'words/note.txt: the file has 6 bytes, not 5\n  Make it again: npx nx run full.count:run',
  );
  writeFileSync(note, 'whale');
  expect(await message(read)).toBe(
    'words/note.txt: the file was changed since it was made\n  Make it again: npx nx run full.count:run',
  );
  rmSync(note);
  expect(await message(read)).toBe(
    'words/note.txt: the file is missing\n  Make it again: npx nx run full.count:run',
  );
  rmSync(join(place.folder, 'manifest.json'));
  expect(await message(read)).toBe(
    'words/manifest.json: the file is missing or broken\n  Make it again: npx nx run full.count:run',
  );
});

test('an artifact of another kind or with other columns is refused', async () => {
  await publish();
  const other: ArtifactKind = {...kind, kind: 'numbers'};
  expect(await message(async () => await openArtifact(other, place))).toContain(
    'says this is a words, not a numbers',
  );
  const stricter = artifactKind({
    ...kind,
    files: {
      words: {path: 'words.arrow', doc: '', schema: new Schema([new Field('count', new Float32(), false)])},
    },
  });
  const read = async () => await (await openArtifact(stricter, place)).table('words');
  expect(await message(read)).toContain('the file has column "count" of type Int32, not Float32');
});

test('a declared list of any size takes lists of one size, of the declared item alone', async () => {
  const sized = artifactKind({
    kind: 'vectors',
    doc: '',
    files: {
      vectors: {
        path: 'vectors.arrow',
        doc: '',
        schema: new Schema([new Field('values', anySize(new Float32()), false)]),
      },
    },
  });
  const writer = await ArtifactWriter.create(sized, place.folder);
  const wrong = tableFromArrays({values: new Int32Array([1])});
  await expect(writer.writeTable('vectors', wrong)).rejects.toThrow('FixedSizeList[*]<Float32>');
  await writer.discard();
});
