import {copyFile, mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {checkpoint, model, tokens} from '@retune/artifacts';
import {readSafetensors, writeSafetensors} from '@retune/encoder';
import {goldenPath, goldenSource, tokensTable} from '@retune/encoder/testing';
import {ArtifactWriter, runStage, type StageEvent} from '@retune/stage';
import {Bool, Table, tableFromIPC, vectorFromArray} from 'apache-arrow';
import {onTestFinished} from 'vitest';
import explain from '../run.js';

const MADE_BY = {stage: 'test', params: {}, versions: {}};

/** What a run of the stage gave. */
export interface ExplainRun {
  attributions: Table;
  file: Buffer;
  events: StageEvent[];
}

export interface RigOptions {
  /** Scales the head's weights, such as by NaN. */
  headScale?: number;
  /** Labels that the model was trained for, where they are not the tokens'. */
  modelLabels?: string[];
  /** Length of a row of the tokens that is marked as truncated. */
  truncatedAt?: number;
}

/** Runs the stage on artifacts made of the tiny BERT checkpoint, whose own head counts as the tuned one. */
export async function explainWithTinyBert(params: unknown, options: RigOptions = {}): Promise<ExplainRun> {
  const folder = await mkdtemp(join(tmpdir(), 'retune-explain-'));
  onTestFinished(() => rm(folder, {recursive: true}));
  await writeCheckpoint(join(folder, 'checkpoint'));
  await writeTokens(join(folder, 'tokens'), options);
  await writeModel(join(folder, 'model'), options);
  const places = ['checkpoint', 'tokens', 'model'].map((name) => [
    name,
    {folder: join(folder, name), remakeCommand: `make ${name}`},
  ]);
  const output = join(folder, 'attributions');
  const task = {params, inputs: Object.fromEntries(places), output, versions: {}, workspaceRoot: folder};
  const events: StageEvent[] = [];
  await runStage(explain, task, (event) => events.push(event));
  const file = await readFile(join(output, 'attributions.arrow'));
  return {attributions: tableFromIPC(file), file, events};
}

async function writeCheckpoint(place: string): Promise<void> {
  const output = await ArtifactWriter.create(checkpoint, place);
  await copyFile(goldenPath('tiny-bert', 'config.json'), output.path('config'));
  await copyFile(goldenPath('tiny-bert', 'model.safetensors'), output.path('weights'));
  await copyFile(goldenPath('tiny-bert', 'tokenizer.json'), output.path('tokenizer'));
  await output.publish(MADE_BY);
}

async function writeTokens(place: string, {truncatedAt}: RigOptions): Promise<void> {
  const output = await ArtifactWriter.create(tokens, place);
  const row = {split: 'test' as const, label: 0, inputIds: new Array<number>(truncatedAt ?? 2).fill(2)};
  const table = tokensTable([row], goldenSource('tiny-bert').labels);
  const truncated = vectorFromArray([truncatedAt !== undefined], new Bool());
  await output.writeTable('tokens', table.setChild('truncated', truncated));
  await output.publish(MADE_BY);
}

async function writeModel(place: string, {headScale = 1, modelLabels}: RigOptions): Promise<void> {
  const {checkpoint: pretrained, labels} = goldenSource('tiny-bert');
  const head = await readSafetensors(pretrained.weights, ['classifier.weight', 'classifier.bias']);
  for (const {data} of head.values()) data.set(data.map((value) => value * headScale));
  const output = await ArtifactWriter.create(model, place);
  await writeSafetensors(output.path('weights'), head);
  await writeSafetensors(output.path('untrained'), head);
  await output.writeText('settings', JSON.stringify({labels: modelLabels ?? labels, frozenLayers: 2}));
  await output.writeTable('history', new Table(model.files.history.schema, []));
  await output.publish(MADE_BY);
}
