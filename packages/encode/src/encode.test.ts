import {copyFile, mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {checkpoint, tokens} from '@retune/artifacts';
import {FeatureRows, loadClassifier, padRefinedRows} from '@retune/encoder';
import {
  goldenPath,
  goldenSource,
  largestDifference,
  readGolden,
  tokensTable,
  unpaddedInputIds,
} from '@retune/encoder/testing';
import {ArtifactWriter, runStage, type StageEvent} from '@retune/stage';
import {type RecordBatch, type Table, tableFromIPC} from 'apache-arrow';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {type RowToEncode, rowChunks} from './row-chunks.js';
import encode from './run.js';

const rows = unpaddedInputIds(readGolden('tiny-bert'));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'encode-'));
  const model = await ArtifactWriter.create(checkpoint, join(folder, 'checkpoint'));
  await copyFile(goldenPath('tiny-bert', 'config.json'), model.path('config'));
  await copyFile(goldenPath('tiny-bert', 'model.safetensors'), model.path('weights'));
  await copyFile(goldenPath('tiny-bert', 'tokenizer.json'), model.path('tokenizer'));
  await model.publish({stage: 'checkpoint', params: {}, versions: {}});
});
afterAll(() => rm(folder, {recursive: true}));

/** Every third row is held out. */
const splitOf = (row: number) => (row % 3 === 2 ? ('test' as const) : ('train' as const));

async function writeTokens(inputIds: readonly number[][]): Promise<void> {
  const output = await ArtifactWriter.create(tokens, join(folder, 'tokens'));
  const examples = inputIds.map((ids, row) => ({split: splitOf(row), label: 0, inputIds: ids}));
  await output.writeTable('tokens', tokensTable(examples, ['a', 'b']));
  await output.publish({stage: 'tokenize', params: {}, versions: {}});
}

async function run(params: unknown, emit: (event: StageEvent) => void = () => {}): Promise<string> {
  const place = (name: string) => ({folder: join(folder, name), remakeCommand: `make ${name}`});
  const inputs = {checkpoint: place('checkpoint'), tokens: place('tokens')};
  const output = join(folder, 'features');
  await runStage(encode, {params, inputs, output, versions: {}, workspaceRoot: folder}, emit);
  return join(output, 'features.arrow');
}

test('each row holds the hidden states of its own tokens, in half precision', async () => {
  await writeTokens(rows);
  const table = tableFromIPC(await readFile(await run({})));
  const classifier = await loadClassifier(goldenSource('tiny-bert'));
  const expected = await classifier.hiddenStates(rows, 2);
  const encoded = rows.map((_, row) => valuesOf(table, row));
  // A half has 11 significant bits, and these hidden states stay below 8.
  expect(largestDifference(encoded, expected)).toBeLessThan(8 / 2048);
  expect(Object.fromEntries(table.schema.metadata)).toEqual({frozenLayers: '2', hiddenSize: '48'});
  classifier.dispose();
});

test('held-out rows are kept to a few millionths of each value, rows of train in half precision alone', async () => {
  await writeTokens(rows);
  const features = await FeatureRows.open(await run({}));
  const classifier = await loadClassifier(goldenSource('tiny-bert'));
  const expected = await classifier.hiddenStates(rows, 2);
  for (const [row, values] of expected.entries()) {
    const {hiddenStates} = padRefinedRows(features, [row]);
    // Values stay below 8.
    const most = 8 * (splitOf(row) === 'test' ? 2 ** -18 : 2 ** -11);
    expect(largestDifference([hiddenStates], [values])).toBeLessThan(most + 1e-6);
    if (splitOf(row) === 'train') expect(features.refinements(row)).toHaveLength(0);
  }
  features.close();
  classifier.dispose();
});

test('rows read by random access are those of the table', async () => {
  await writeTokens(rows);
  const path = await run({frozenLayers: 0});
  const table = tableFromIPC(await readFile(path));
  const features = await FeatureRows.open(path);
  expect([features.rows, features.hiddenSize, features.frozenLayers]).toEqual([rows.length, 48, 0]);
  for (const row of [31, 0, 7]) {
    const halves = new Uint16Array(features.tokens(row) * 48 + 5);
    features.readInto(row, halves, 5);
    expect(halves.subarray(5)).toEqual(table.getChild('hiddenStates')?.get(row).data[0].values.slice());
  }
  features.close();
});

test('a table of several chunks comes out in row order', () => {
  const table = tokensTable(
    rows.map((inputIds) => ({split: 'train', label: 0, inputIds})),
    [],
  );
  return expect(collect(rowChunks(batchesOf(table), 100))).resolves.toEqual(
    rows.map((ids) => ({inputIds: Int32Array.from(ids), isRefined: false})),
  );
});

test('equal inputs give equal bytes', async () => {
  await writeTokens(rows);
  const first = await readFile(await run({}));
  expect((await readFile(await run({}))).equals(first)).toBe(true);
});

test('progress counts every token once', async () => {
  await writeTokens(rows);
  const events: StageEvent[] = [];
  await run({}, (event) => events.push(event));
  const total = rows.flat().length;
  expect(events.at(-1)).toMatchObject({kind: 'progress', done: total, total, unit: 'tokens'});
});

test('more frozen layers than the encoder has are refused', async () => {
  await writeTokens(rows);
  await expect(run({frozenLayers: 4})).rejects.toThrow(
    "encode.frozenLayers: 4 layers are to be frozen, but the checkpoint's encoder has 3\n" +
      '  Set a number from 0 to 3, or all-but-last.',
  );
});

test('a row longer than the encoder reads is refused before the work', async () => {
  await writeTokens([Array.from({length: 129}, () => 5)]);
  await expect(run({})).rejects.toThrow(
    "tokenize.maxLength: a row has 129 tokens, but the checkpoint's encoder has positions for 128\n" +
      '  Set tokenize.maxLength to 128 or less.',
  );
});

function valuesOf(table: Table, row: number): number[] {
  return [...(table.getChild('hiddenStates')?.get(row) ?? [])] as number[];
}

async function* batchesOf(table: Table): AsyncGenerator<RecordBatch> {
  yield* table.batches;
}

async function collect(chunks: AsyncIterable<RowToEncode[]>): Promise<RowToEncode[]> {
  const all: RowToEncode[][] = [];
  for await (const chunk of chunks) all.push(chunk);
  expect(all.length).toBeGreaterThan(3);
  return all.flat();
}
