import {appendFile, copyFile} from 'node:fs/promises';
import {join} from 'node:path';
import {checkpoint, evaluation, examples, model, tokens} from '@retune/artifacts';
import {readSafetensors, writeSafetensors} from '@retune/encoder';
import {goldenPath, goldenSource, tokensTable} from '@retune/encoder/testing';
import {tableOf} from '@retune/page/testing';
import {ArtifactWriter, type StageTask} from '@retune/stage';
import {Bool, Table, vectorFromArray} from 'apache-arrow';

const MADE_BY = {stage: 'test', params: {}, versions: {}};

/** Rows of the test split, as the examples and tokens of a run have them; all but the last are mistakes. */
export const RIG_TEXTS = ['so sad', 'i feel happy', 'so sad and so angry', 'what a day'];

const LABELS = goldenSource('tiny-bert').labels;

export interface InputOptions {
  /** Of the tokens, the model and the examples; by default those of the checkpoint. */
  labels?: string[];
  /** Scales the head's weights, such as by NaN. */
  headScale?: number;
  /** Likewise those of the untrained head, by default the same, and of the compared model's. */
  untrainedScale?: number;
  comparedScale?: number;
  /** Labels that the model was trained for, where they are not the tokens'. */
  modelLabels?: string[];
  /** Length of a row of the tokens that is marked as truncated. */
  truncatedAt?: number;
  /** Ports that are wired besides those that must be. */
  wired?: readonly ('examples' | 'evaluation' | 'compared')[];
  /** Labels of the examples, where they are not the tokens'. */
  exampleLabels?: string[];
  /** Digest of the tokens that the evaluation says it was made from. */
  judgedTokens?: string;
  /** File that is changed after all was made, such as `model/untrained.safetensors`. */
  changed?: string;
}

/**
 * Writes what the stage reads into a folder, made of the tiny BERT checkpoint, whose own head counts as the tuned
 * one. Gives the wired ports.
 */
export async function writeExplainInputs(
  folder: string,
  options: InputOptions = {},
): Promise<StageTask['inputs']> {
  await writeCheckpoint(join(folder, 'checkpoint'));
  await writeTokens(join(folder, 'tokens'), options);
  await writeModel(join(folder, 'model'), options);
  await writeExamples(join(folder, 'examples'), options);
  await writeEvaluation(join(folder, 'evaluation'), options);
  const {labels = LABELS, comparedScale = -1} = options;
  await writeModel(join(folder, 'compared'), {headScale: comparedScale, labels});
  if (options.changed !== undefined) await appendFile(join(folder, options.changed), ' ');
  const ports = ['checkpoint', 'tokens', 'model', ...(options.wired ?? [])];
  return Object.fromEntries(
    ports.map((name) => [name, {folder: join(folder, name), remakeCommand: `make ${name}`}]),
  );
}

async function writeCheckpoint(place: string): Promise<void> {
  const output = await ArtifactWriter.create(checkpoint, place);
  await copyFile(goldenPath('tiny-bert', 'config.json'), output.path('config'));
  await copyFile(goldenPath('tiny-bert', 'model.safetensors'), output.path('weights'));
  await copyFile(goldenPath('tiny-bert', 'tokenizer.json'), output.path('tokenizer'));
  await output.publish(MADE_BY);
}

async function writeTokens(place: string, {truncatedAt, labels = LABELS}: InputOptions): Promise<void> {
  const output = await ArtifactWriter.create(tokens, place);
  const inputIds = new Array<number>(truncatedAt ?? 2).fill(2);
  const rows = RIG_TEXTS.map((_, label) => ({split: 'test' as const, label, inputIds}));
  const table = tokensTable(rows, labels);
  const truncated = vectorFromArray(
    rows.map(() => truncatedAt !== undefined),
    new Bool(),
  );
  await output.writeTable('tokens', table.setChild('truncated', truncated));
  await output.publish(MADE_BY);
}

async function writeModel(
  place: string,
  {headScale = 1, untrainedScale = headScale, labels = LABELS, modelLabels = labels}: InputOptions,
): Promise<void> {
  const {checkpoint: pretrained} = goldenSource('tiny-bert');
  const output = await ArtifactWriter.create(model, place);
  for (const [file, scale] of [['weights', headScale] as const, ['untrained', untrainedScale] as const]) {
    const head = await readSafetensors(pretrained.weights, ['classifier.weight', 'classifier.bias']);
    for (const {data} of head.values()) data.set(data.map((value) => value * scale));
    await writeSafetensors(output.path(file), head);
  }
  await output.writeText('settings', JSON.stringify({labels: modelLabels, frozenLayers: 2}));
  await output.writeTable('history', new Table(model.files.history.schema, []));
  await output.publish(MADE_BY);
}

async function writeExamples(
  place: string,
  {labels = LABELS, exampleLabels = labels}: InputOptions,
): Promise<void> {
  const output = await ArtifactWriter.create(examples, place);
  const columns = {
    text: RIG_TEXTS,
    label: RIG_TEXTS.map((_, label) => labels[label]),
    split: RIG_TEXTS.map(() => 'test'),
    file: RIG_TEXTS.map(() => 'data.csv'),
    line: RIG_TEXTS.map((_, row) => row + 1),
  };
  const metadata = {labels: JSON.stringify(exampleLabels)};
  await output.writeTable('examples', tableOf(examples.files.examples.schema, columns, {metadata}));
  await output.writeTable('rejected', new Table(examples.files.rejected.schema, []));
  await output.publish(MADE_BY);
}

/** Predicts label 3 for every row, with the more confidence the later the row. */
async function writeEvaluation(place: string, {labels = LABELS, judgedTokens}: InputOptions): Promise<void> {
  const output = await ArtifactWriter.create(evaluation, place);
  const {schema} = evaluation.files.predictions;
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
  await output.writeTable('errors', new Table(evaluation.files.errors.schema, []));
  for (const file of ['metrics', 'details', 'scores', 'confusionMatrix', 'summary'] as const)
    await output.writeText(file, '');
  await output.publish({...MADE_BY, ...(judgedTokens && {inputs: {tokens: judgedTokens}})});
}
