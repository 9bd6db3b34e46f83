import {copyFile, mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {checkpoint, evaluation, examples, model, tokens} from '@retune/artifacts';
import {readSafetensors, writeSafetensors} from '@retune/encoder';
import {goldenPath, goldenSource, tokensTable} from '@retune/encoder/testing';
import {tableOf} from '@retune/page/testing';
import {ArtifactWriter, runStage, type StageEvent} from '@retune/stage';
import {Bool, Table, tableFromIPC, vectorFromArray} from 'apache-arrow';
import {onTestFinished} from 'vitest';
import explain from '../run.js';

const MADE_BY = {stage: 'test', params: {}, versions: {}};

/** What a run of the stage gave. */
export interface ExplainRun {
  attributions: Table;
  words: Table;
  page: string;
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
  /** Ports that are wired besides those that must be. */
  wired?: ('examples' | 'evaluation' | 'compared')[];
  /** Where states are kept between runs. */
  stateFolder?: string;
  /** Hears the events too; an error that it throws ends the run as a kill would. */
  onEvent?: (event: StageEvent) => void;
}

/** Rows of the test split, as the examples and tokens of a run have them; all but the last are mistakes. */
export const RIG_TEXTS = ['so sad', 'i feel happy', 'so sad and so angry', 'what a day'];

/** Runs the stage on artifacts made of the tiny BERT checkpoint, whose own head counts as the tuned one. */
export async function explainWithTinyBert(params: unknown, options: RigOptions = {}): Promise<ExplainRun> {
  const folder = await mkdtemp(join(tmpdir(), 'retune-explain-'));
  onTestFinished(() => rm(folder, {recursive: true}));
  await writeCheckpoint(join(folder, 'checkpoint'));
  await writeTokens(join(folder, 'tokens'), options);
  await writeModel(join(folder, 'model'), options);
  await writeExamples(join(folder, 'examples'));
  await writeEvaluation(join(folder, 'evaluation'));
  await writeModel(join(folder, 'compared'), {headScale: -1});
  const ports = ['checkpoint', 'tokens', 'model', ...(options.wired ?? [])];
  const places = ports.map((name) => [name, {folder: join(folder, name), remakeCommand: `make ${name}`}]);
  const output = join(folder, 'attributions');
  const inputs = Object.fromEntries(places);
  const state = options.stateFolder === undefined ? {} : {state: {folder: options.stateFolder, key: 'work'}};
  const task = {params, inputs, output, versions: {}, workspaceRoot: folder, ...state};
  const events: StageEvent[] = [];
  await runStage(explain, task, (event) => {
    events.push(event);
    options.onEvent?.(event);
  });
  const file = await readFile(join(output, 'attributions.arrow'));
  const words = tableFromIPC(await readFile(join(output, 'words.arrow')));
  const page = await readFile(join(output, 'index.html'), 'utf8');
  return {attributions: tableFromIPC(file), words, page, file, events};
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
  const inputIds = new Array<number>(truncatedAt ?? 2).fill(2);
  const rows = RIG_TEXTS.map((_, label) => ({split: 'test' as const, label, inputIds}));
  const table = tokensTable(rows, goldenSource('tiny-bert').labels);
  const truncated = vectorFromArray(
    rows.map(() => truncatedAt !== undefined),
    new Bool(),
  );
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

async function writeExamples(place: string): Promise<void> {
  const {labels} = goldenSource('tiny-bert');
  const output = await ArtifactWriter.create(examples, place);
  const columns = {
    text: RIG_TEXTS,
    label: RIG_TEXTS.map((_, label) => labels[label]),
    split: RIG_TEXTS.map(() => 'test'),
    file: RIG_TEXTS.map(() => 'data.csv'),
    line: RIG_TEXTS.map((_, row) => row + 1),
  };
  const metadata = {labels: JSON.stringify(labels)};
  await output.writeTable('examples', tableOf(examples.files.examples.schema, columns, {metadata}));
  await output.writeTable('rejected', new Table(examples.files.rejected.schema, []));
  await output.publish(MADE_BY);
}

/** Predicts label 3 for every row, with the more confidence the later the row. */
async function writeEvaluation(place: string): Promise<void> {
  const output = await ArtifactWriter.create(evaluation, place);
  const {schema} = evaluation.files.predictions;
  const {labels} = goldenSource('tiny-bert');
  const probabilities = RIG_TEXTS.map((_, row) => labels.map((_, id) => (id === 3 ? 0.5 + row / 10 : 0)));
  const columns = {
    row: RIG_TEXTS.map((_, row) => row),
    split: RIG_TEXTS.map(() => 'test'),
    label: RIG_TEXTS.map((_, label) => label),
    predicted: RIG_TEXTS.map(() => 3),
    logits: probabilities,
    probabilities,
  };
  await output.writeTable('predictions', tableOf(schema, columns, {listSize: labels.length}));
  for (const file of ['metrics', 'confusionMatrix', 'summary'] as const) await output.writeText(file, '');
  await output.publish(MADE_BY);
}
