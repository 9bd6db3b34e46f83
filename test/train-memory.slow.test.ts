import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {fileURLToPath} from 'node:url';
import {features, tokens} from '@retune/artifacts';
import {featuresTable, goldenSource, type TokenRow, tokensTable} from '@retune/encoder/testing';
import {ArtifactWriter, type StageTask} from '@retune/stage';
import type {RecordBatch, Table} from 'apache-arrow';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {bundle} from '../packages/pipeline/bundle.mjs';
import {inputPlaces, writeCheckpoint} from '../packages/train/src/testing/train-inputs.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const ROWS_PER_BATCH = 1000;
const TOKENS = 32;
const HIDDEN_SIZE = 48;

const rows = Array.from(
  {length: ROWS_PER_BATCH},
  (_, row): TokenRow => ({
    split: row < ROWS_PER_BATCH - 5 ? 'train' : 'validation',
    label: row % 6,
    inputIds: new Array<number>(TOKENS).fill(5),
  }),
);
const hiddenStates = new Uint16Array(TOKENS * HIDDEN_SIZE).fill(0x3800);

let folder: string;
let program: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'retune-memory-'));
  const code = `import {trainProcess} from ${JSON.stringify(join(root, 'test/train-process.ts'))};
    await trainProcess(JSON.parse(process.argv[2]));
    console.log(process.resourceUsage().maxRSS);`;
  const [compiled] = await bundle([{name: 'train-memory', code}], root);
  program = compiled?.path as string;
});
afterAll(() => rmSync(folder, {recursive: true}));

function* repeated(table: Table, times: number): Generator<RecordBatch> {
  for (let i = 0; i < times; i++) yield table.batches[0] as RecordBatch;
}

async function writeInputs(place: string, batches: number): Promise<void> {
  await writeCheckpoint(place);
  const tokenWriter = await ArtifactWriter.create(tokens, join(place, 'tokens'));
  await tokenWriter.writeTable(
    'tokens',
    repeated(tokensTable(rows, goldenSource('tiny-bert').labels), batches),
  );
  await tokenWriter.publish({stage: 'tokenize', params: {}, versions: {}});
  const featureWriter = await ArtifactWriter.create(features, join(place, 'features'));
  const table = featuresTable(new Array<Uint16Array>(ROWS_PER_BATCH).fill(hiddenStates), {
    frozenLayers: 2,
    hiddenSize: HIDDEN_SIZE,
  });
  await featureWriter.writeTable('features', repeated(table, batches));
  await featureWriter.publish({stage: 'encode', params: {}, versions: {}});
}

/** Megabytes that the train stage takes at most. */
async function peakMegabytes(place: string): Promise<number> {
  const task: StageTask = {
    params: {batchSize: 16, maxSteps: 30, loggingSteps: 10},
    inputs: inputPlaces(place),
    output: join(place, 'model'),
    versions: {},
    workspaceRoot: place,
  };
  const child = spawn(process.execPath, [program, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines = (await text(child.stdout)).trimEnd().split('\n');
  return Number(lines.at(-1)) / 1024;
}

test('200,000 rows take little more memory than 1,000: their hidden states are read when they are needed', async () => {
  const [few, many] = [join(folder, 'few'), join(folder, 'many')];
  await writeInputs(few, 1);
  await writeInputs(many, 200);
  const onDisk = statSync(join(many, 'features/features.arrow')).size / 2 ** 20;
  expect(onDisk).toBeGreaterThan(580);
  const more = (await peakMegabytes(many)) - (await peakMegabytes(few));
  // Measured: 55 MB, half of it passing; an array of its own for each row's tokens would make it 135.
  expect(more).toBeLessThan(100);
}, 120_000);
