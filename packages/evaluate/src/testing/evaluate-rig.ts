import {copyFile, mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {
  checkpoint,
  type EvaluationDetails,
  type EvaluationMetrics,
  evaluation,
  features,
  model,
  readEvaluationDetails,
  tokens,
} from '@retune/artifacts';
import {tensorToHalf, tf} from '@retune/backend';
import {loadClassifier, readSafetensors, refinementsOf, writeSafetensors} from '@retune/encoder';
import {
  featuresTable,
  goldenPath,
  goldenSource,
  readGolden,
  type TokenRow,
  tokensTable,
  unpaddedInputIds,
} from '@retune/encoder/testing';
import {ArtifactWriter, openArtifact, runStage, type StageEvent} from '@retune/stage';
import {Table, tableFromIPC} from 'apache-arrow';
import {onTestFinished} from 'vitest';
import evaluate from '../run.js';

const MADE_BY = {stage: 'test', params: {}, versions: {}};

/** Token ids of the golden texts; the last twelve rows are the test split. */
export const GOLDEN_ROWS = unpaddedInputIds(readGolden('tiny-bert'));
export const TEST_ROWS = 12;

/** What a run of the stage gave. */
export interface EvaluateRun {
  predictions: Table;
  errors: Table;
  details: EvaluationDetails;
  metrics: EvaluationMetrics;
  confusionMatrix: string;
  summary: string;
  /** Of every file but the manifest. */
  digests: string;
  events: StageEvent[];
}

export interface RigOptions {
  /** Layers applied in the features that are wired; without it none are. */
  features?: number;
  /** Rows of the features, all by default. */
  featureRows?: number;
  /** Layers that the model says were not trained. */
  frozenLayers?: number | 'none';
  /** Scales the tuned head's weights, such as by NaN. */
  headScale?: number;
  /** Likewise the untrained head's; by default it is negated. */
  untrainedScale?: number;
  labels?: string[];
  /** Label id of each row. */
  labelIds?: number[];
  /** Split of each row; by default the last twelve are test, the others train. */
  splits?: TokenRow['split'][];
  /** Without it the checkpoint's own head is judged. */
  model?: false;
  /** Changes config.json. */
  config?: Record<string, unknown>;
}

/**
 * Runs the stage on artifacts made of the tiny BERT checkpoint: its own head counts as the tuned one, the
 * same head negated as the untrained one.
 */
export async function evaluateTinyBert(params: object, options: RigOptions = {}): Promise<EvaluateRun> {
  const folder = await mkdtemp(join(tmpdir(), 'retune-evaluate-'));
  onTestFinished(() => rm(folder, {recursive: true}));
  await writeCheckpoint(join(folder, 'checkpoint'), options);
  await writeTokens(join(folder, 'tokens'), options);
  await writeModel(join(folder, 'model'), options);
  if (options.features !== undefined)
    await writeFeatures(join(folder, 'features'), options.features, options);
  const ports = [
    'checkpoint',
    'tokens',
    ...(options.model === false ? [] : ['model']),
    ...(options.features === undefined ? [] : ['features']),
  ];
  const inputs = Object.fromEntries(
    ports.map((name) => [name, {folder: join(folder, name), remakeCommand: `make ${name}`}]),
  );
  const output = join(folder, 'evaluation');
  const events: StageEvent[] = [];
  const task = {
    params: {bootstrapSamples: 20, ...params},
    inputs,
    output,
    versions: {},
    workspaceRoot: folder,
  };
  await runStage(evaluate, task, (event) => events.push(event));
  const text = (file: string) => readFile(join(output, file), 'utf8');
  return {
    predictions: tableFromIPC(await readFile(join(output, 'predictions.arrow'))),
    errors: tableFromIPC(await readFile(join(output, 'errors.arrow'))),
    details: await readEvaluationDetails(
      await openArtifact(evaluation, {folder: output, remakeCommand: 'make evaluation'}),
    ),
    metrics: JSON.parse(await text('metrics.json')),
    confusionMatrix: await text('confusion-matrix.csv'),
    summary: await text('summary.txt'),
    digests: await text('SHA256SUMS'),
    events,
  };
}

async function writeCheckpoint(place: string, {config}: RigOptions): Promise<void> {
  const output = await ArtifactWriter.create(checkpoint, place);
  const own = JSON.parse(await readFile(goldenPath('tiny-bert', 'config.json'), 'utf8'));
  await output.writeText('config', JSON.stringify({...own, ...config}));
  await copyFile(goldenPath('tiny-bert', 'model.safetensors'), output.path('weights'));
  await copyFile(goldenPath('tiny-bert', 'tokenizer.json'), output.path('tokenizer'));
  await output.publish(MADE_BY);
}

async function writeTokens(place: string, {labels, labelIds, splits}: RigOptions): Promise<void> {
  const output = await ArtifactWriter.create(tokens, place);
  const rows = GOLDEN_ROWS.map((inputIds, row) => ({
    split: splits?.[row] ?? (row < GOLDEN_ROWS.length - TEST_ROWS ? ('train' as const) : ('test' as const)),
    label: labelIds?.[row] ?? row % 6,
    inputIds,
  }));
  await output.writeTable('tokens', tokensTable(rows, labels ?? goldenSource('tiny-bert').labels));
  await output.publish(MADE_BY);
}

async function writeModel(
  place: string,
  {headScale = 1, untrainedScale = -1, frozenLayers = 2}: RigOptions,
): Promise<void> {
  const {checkpoint: pretrained, labels} = goldenSource('tiny-bert');
  const output = await ArtifactWriter.create(model, place);
  const writeHead = async (file: 'weights' | 'untrained', scale: number) => {
    const head = await readSafetensors(pretrained.weights, ['classifier.weight', 'classifier.bias']);
    for (const {data} of head.values()) data.set(data.map((value) => value * scale));
    await writeSafetensors(output.path(file), head);
  };
  await writeHead('weights', headScale);
  await writeHead('untrained', untrainedScale);
  await output.writeText(
    'settings',
    JSON.stringify({
      labels,
      frozenLayers,
      layers: 3,
      learningRate: 1e-3,
      epochs: 3,
      maxSteps: 0,
      steps: 9,
      loraRank: 0,
    }),
  );
  await output.writeTable('history', new Table(model.files.history.schema, []));
  await output.publish(MADE_BY);
}

function halvesOf(values: Float32Array): Uint16Array {
  const tensor = tf.tensor1d(values);
  const halves = tensorToHalf(tensor);
  tensor.dispose();
  return halves;
}

async function writeFeatures(place: string, layers: number, {featureRows}: RigOptions): Promise<void> {
  const classifier = await loadClassifier(goldenSource('tiny-bert'));
  const hiddenStates = await classifier.hiddenStates(GOLDEN_ROWS.slice(0, featureRows), layers);
  const {hiddenSize} = classifier.config;
  classifier.dispose();
  const halves = hiddenStates.map(halvesOf);
  const table = featuresTable(
    halves,
    {frozenLayers: layers, hiddenSize},
    hiddenStates.map((values, row) => refinementsOf(values, halves[row] as Uint16Array)),
  );
  const output = await ArtifactWriter.create(features, place);
  await output.writeTable('features', table);
  await output.publish(MADE_BY);
}
