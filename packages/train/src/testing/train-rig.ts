import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TokenRow} from '@retune/encoder/testing';
import {runStage, type StageEvent} from '@retune/stage';
import {tableFromIPC} from 'apache-arrow';
import {afterAll, beforeEach} from 'vitest';
import train from '../run.js';
import {inputPlaces, writeCheckpoint, writeFeatures, writeTokens} from './train-inputs.js';

export const quick = {batchSize: 5, epochs: 3, learningRate: 1e-3, evaluationSteps: 4, loggingSteps: 2};
/** Starts sooner than a graph. */
export const eager = {...quick, execution: 'eager'};

export interface RunOptions {
  /** Whether the features of two frozen layers are wired; by default they are. */
  withFeatures?: boolean;
  emit?: (event: StageEvent) => void;
}

/** The stage's inputs in a temporary folder, made of the tiny BERT checkpoint; each test begins with the examples. */
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
  await writeCheckpoint(folder);
  await writeFeatures(folder);
  beforeEach(() => writeTokens(folder));
  return {
    run: (params, options) => run(folder, params, options),
    writeTokens: (rows, names) => writeTokens(folder, rows, names),
    writeFeatures: (rows) => writeFeatures(folder, rows),
  };
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

async function run(
  folder: string,
  params: object,
  {withFeatures = true, emit = () => {}}: RunOptions = {},
): Promise<string> {
  const {features, ...others} = inputPlaces(folder);
  const inputs = {...others, ...(withFeatures && {features})};
  const output = join(folder, 'model');
  await runStage(train, {params, inputs, output, versions: {}, workspaceRoot: folder}, emit);
  return output;
}
