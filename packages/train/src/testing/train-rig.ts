import {copyFile, mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {checkpoint, features, tokens} from '@retune/artifacts';
import {tensorToHalf, tf} from '@retune/backend';
import {loadClassifier} from '@retune/encoder';
import {
  featuresTable,
  goldenPath,
  goldenSource,
  readGolden,
  type TokenRow,
  tokensTable,
  unpaddedInputIds,
} from '@retune/encoder/testing';
import {ArtifactWriter, runStage, type StageEvent} from '@retune/stage';
import {tableFromIPC} from 'apache-arrow';
import {afterAll, beforeEach} from 'vitest';
import train from '../run.js';

export const inputIds = unpaddedInputIds(readGolden('tiny-bert'));
export const {labels} = goldenSource('tiny-bert');

/** The first 24 texts to train on, the others to validate. */
export const examples: TokenRow[] = inputIds.map((ids, row) => ({
  split: row < 24 ? 'train' : 'validation',
  label: row % 6,
  inputIds: ids,
}));

export const quick = {batchSize: 5, epochs: 3, learningRate: 1e-3, evaluationSteps: 4, loggingSteps: 2};
/** Starts sooner than a graph. */
export const eager = {...quick, execution: 'eager'};

const MADE_BY = {stage: 'test', params: {}, versions: {}};

export interface RunOptions {
  /** Whether the features of two frozen layers are wired; by default they are. */
  withFeatures?: boolean;
  emit?: (event: StageEvent) => void;
}

/** The stage's inputs in a temporary folder, made of the tiny BERT checkpoint; each test begins with {@link examples}. */
export interface TrainRig {
  /** Gives the folder of the model. */
  run(params: object, options?: RunOptions): Promise<string>;
  writeTokens(rows: readonly TokenRow[], names?: readonly string[]): Promise<void>;
  writeFeatures(rows: readonly number[][]): Promise<void>;
}

/** A rig that lives as long as the tests of the file that asks for it. */
export async function trainRig(): Promise<TrainRig> {
  const folder = await mkdtemp(join(tmpdir(), 'train-'));
  afterAll(() => rm(folder, {recursive: true}));
  await writeCheckpoint(join(folder, 'checkpoint'));
  const rig: TrainRig = {
    run: (params, options) => run(folder, params, options),
    writeTokens: (rows, names = labels) => writeTokens(join(folder, 'tokens'), rows, names),
    writeFeatures: (rows) => writeFeatures(join(folder, 'features'), rows),
  };
  await rig.writeFeatures(inputIds);
  beforeEach(() => rig.writeTokens(examples));
  return rig;
}

/** Reads a model's history; gives its columns, null where nothing was measured. */
export async function historyOf(output: string): Promise<(column: string) => number[]> {
  const history = tableFromIPC(await readFile(join(output, 'history.arrow')));
  return (column) => [...(history.getChild(column) ?? [])];
}

/** What a model's classifier.json says. */
export async function settingsOf(output: string) {
  return JSON.parse(await readFile(join(output, 'classifier.json'), 'utf8'));
}

async function writeCheckpoint(place: string): Promise<void> {
  const output = await ArtifactWriter.create(checkpoint, place);
  await copyFile(goldenPath('tiny-bert', 'config.json'), output.path('config'));
  await copyFile(goldenPath('tiny-bert', 'model.safetensors'), output.path('weights'));
  await copyFile(goldenPath('tiny-bert', 'tokenizer.json'), output.path('tokenizer'));
  await output.publish(MADE_BY);
}

async function writeTokens(
  place: string,
  rows: readonly TokenRow[],
  names: readonly string[],
): Promise<void> {
  const output = await ArtifactWriter.create(tokens, place);
  await output.writeTable('tokens', tokensTable(rows, names));
  await output.publish(MADE_BY);
}

async function writeFeatures(place: string, rows: readonly number[][]): Promise<void> {
  const classifier = await loadClassifier(goldenSource('tiny-bert'));
  const hiddenStates = await classifier.hiddenStates(rows, 2);
  classifier.dispose();
  const halves = hiddenStates.map((values) => {
    const tensor = tf.tensor1d(values);
    const half = tensorToHalf(tensor);
    tensor.dispose();
    return half;
  });
  const output = await ArtifactWriter.create(features, place);
  await output.writeTable('features', featuresTable(halves, {frozenLayers: 2, hiddenSize: 48}));
  await output.publish(MADE_BY);
}

async function run(
  folder: string,
  params: object,
  {withFeatures = true, emit = () => {}}: RunOptions = {},
): Promise<string> {
  const place = (name: string) => ({folder: join(folder, name), remakeCommand: `make ${name}`});
  const inputs = {
    checkpoint: place('checkpoint'),
    tokens: place('tokens'),
    ...(withFeatures && {features: place('features')}),
  };
  const output = join(folder, 'model');
  await runStage(train, {params, inputs, output, versions: {}, workspaceRoot: folder}, emit);
  return output;
}
