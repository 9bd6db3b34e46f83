import {join} from 'node:path';
import {attributions, evaluation, examples, model, tokens} from '@retune/artifacts';
import type {Explanation} from '@retune/page';
import {tableOf} from '@retune/page/testing';
import {type ArtifactKind, ArtifactWriter, type StageTask} from '@retune/stage';
import {EMOTION_SAMPLE, type Sample} from './sample.js';
import {sampleEvaluation} from './sample-evaluation.js';
import {sampleExplanation} from './sample-explanation.js';

/** Writes all that the report reads into `folder` and says where, by port. */
export async function writeSampleArtifacts(
  folder: string,
  sample: Sample = EMOTION_SAMPLE,
): Promise<StageTask['inputs']> {
  await writeExamples(join(folder, 'ingest'), sample);
  await writeTokens(join(folder, 'tokenize'), sample);
  await writeModel(join(folder, 'train'), sample);
  await writeSampleEvaluation(join(folder, 'evaluate'), sample);
  await writeAttributions(join(folder, 'explain'), sample);
  const place = (stage: string) => ({
    folder: join(folder, stage),
    remakeCommand: `npx nx run sample.${stage}:run`,
  });
  return {
    examples: place('ingest'),
    tokens: place('tokenize'),
    model: place('train'),
    evaluation: place('evaluate'),
    attributions: place('explain'),
  };
}

interface SampleRow {
  text: string;
  split: string;
  label: number;
}

function sampleRows({splits, texts}: Sample): SampleRow[] {
  const rows: SampleRow[] = [];
  for (const [split, rowsByLabel] of Object.entries(splits))
    for (const [label, count] of rowsByLabel.entries())
      for (let i = 0; i < count; i++)
        rows.push({text: texts[rows.length % texts.length] ?? '', split, label});
  return rows;
}

async function writeExamples(place: string, sample: Sample): Promise<void> {
  const rows = sampleRows(sample);
  const writer = await ArtifactWriter.create(examples, place);
  const table = tableOf(
    examples.files.examples.schema,
    {
      text: rows.map(({text}) => text),
      label: rows.map(({label}) => sample.labels[label]),
      split: rows.map(({split}) => split),
      file: rows.map(({split}) => `data/${split}.txt`),
      line: rows.map((_, row) => row + 1),
    },
    {metadata: labelsMetadata(sample)},
  );
  await writer.writeTable('examples', table);
  const {rejectedReasons: reason} = sample;
  await writer.writeTable(
    'rejected',
    tableOf(examples.files.rejected.schema, {
      file: reason.map(() => 'data/train.txt'),
      line: reason.map((_, line) => line + 1),
      reason,
      content: reason.map(() => ''),
    }),
  );
  await publish(writer, 'ingest', {train: 'data/train.txt', textColumn: 'text'});
}

async function writeTokens(place: string, sample: Sample): Promise<void> {
  const rows = sampleRows(sample);
  // two special tokens, and now and then a word of two pieces
  const lengths = rows.map(({text}, row) => text.split(' ').length + 2 + ((row * 7) % 11));
  const lists = lengths.map((length) => new Array<number>(length).fill(0));
  const writer = await ArtifactWriter.create(tokens, place);
  const table = tableOf(
    tokens.files.tokens.schema,
    {
      split: rows.map(({split}) => split),
      label: rows.map(({label}) => label),
      inputIds: lists,
      starts: lists,
      ends: lists,
      wordIds: lists,
      truncated: lengths.map((length) => length > 45),
    },
    {metadata: labelsMetadata(sample)},
  );
  await writer.writeTable('tokens', table);
  await publish(writer, 'tokenize', {maxLength: 45});
}

async function writeModel(place: string, {labels}: Sample): Promise<void> {
  const writer = await ArtifactWriter.create(model, place);
  const settings = {
    architecture: 'bert',
    labels,
    frozenLayers: 5,
    bestStep: 2500,
    bestMetric: 0.727,
    seed: 1,
  };
  await writer.writeText('settings', JSON.stringify(settings));
  await writer.writeText('weights', '');
  await writer.writeText('untrained', '');
  const steps = Array.from({length: 60}, (_, place) => (place + 1) * 50);
  const evaluated = (value: (step: number) => number) =>
    steps.map((step) => (step % 500 === 0 ? value(step) : null));
  const history = tableOf(model.files.history.schema, {
    step: steps,
    epoch: steps.map((step) => step / 1000),
    learningRate: steps.map((step) => 2e-5 * (1 - step / 3000)),
    trainLoss: steps.map((step) => 0.72 + 0.95 * Math.exp(-step / 700) + 0.05 * Math.sin(step)),
    gradientNorm: steps.map((step) => 3 + Math.sin(step)),
    validationLoss: evaluated((step) => 0.73 + 0.85 * Math.exp(-step / 650)),
    validationAccuracy: evaluated((step) => 0.757 - 0.3 * Math.exp(-step / 600)),
    validationF1: evaluated((step) => 0.733 - 0.45 * Math.exp(-step / 600) - (step === 3000 ? 0.008 : 0)),
    validationF1Macro: evaluated((step) => 0.66 - 0.42 * Math.exp(-step / 600)),
    validationBalancedAccuracy: evaluated((step) => 0.65 - 0.4 * Math.exp(-step / 600)),
    validationMatthews: evaluated((step) => 0.67 - 0.5 * Math.exp(-step / 600)),
    validationAucMacro: evaluated((step) => 0.94 - 0.3 * Math.exp(-step / 600)),
  });
  await writer.writeTable('history', history);
  await publish(writer, 'train', {learningRate: 2e-5, batchSize: 16, epochs: 3, weightDecay: 0.01, seed: 1});
}

/** Writes an evaluation alone. */
export async function writeSampleEvaluation(place: string, sample: Sample): Promise<void> {
  const {labels, tunedMatrix, untrainedMatrix} = sample;
  const testStart = sampleRows(sample).findIndex(({split}) => split === 'test');
  const cells = tunedMatrix.flatMap((counts, label) =>
    counts.flatMap((count, predicted) => new Array<[number, number]>(count).fill([label, predicted])),
  );
  const judged = cells.map(([label, predicted], place) => {
    const confidence = 0.4 + 0.55 * Math.abs(Math.sin(place));
    const rest = (1 - confidence) / (labels.length - 1);
    const probabilities = labels.map((_, id) => (id === predicted ? confidence : rest));
    return {row: testStart + place, split: 'test', label, predicted, confidence, probabilities};
  });
  const writer = await ArtifactWriter.create(evaluation, place);
  const metadata = labelsMetadata(sample);
  const column = <Name extends keyof (typeof judged)[number]>(name: Name) => judged.map((row) => row[name]);
  const predictions = {
    row: column('row'),
    split: column('split'),
    label: column('label'),
    predicted: column('predicted'),
    logits: column('probabilities').map((row) => row.map(Math.log)),
    probabilities: column('probabilities'),
  };
  const {files} = evaluation;
  await writer.writeTable(
    'predictions',
    tableOf(files.predictions.schema, predictions, {metadata, listSize: labels.length}),
  );
  const wrong = judged.filter(({label, predicted}) => label !== predicted);
  wrong.sort((a, b) => b.confidence - a.confidence || a.row - b.row);
  await writer.writeTable('errors', tableOf(files.errors.schema, errorColumns(wrong), {metadata}));
  const details = sampleEvaluation(labels, [
    {name: 'tuned', matrix: tunedMatrix, told: {aucMacro: 0.931, logLoss: 0.74}},
    {name: 'untrained', matrix: untrainedMatrix, told: {aucMacro: 0.498, logLoss: 1.83}},
  ]);
  await writer.writeText('details', JSON.stringify(details));
  await writer.writeText('metrics', '{}');
  await writer.writeText('scores', '{}');
  await writer.writeText('confusionMatrix', '');
  await writer.writeText('summary', '');
  await publish(writer, 'evaluate', {split: 'test'});
}

/** Each third row has a label in doubt, each fifth stands in another split as well, each seventh was cut. */
function errorColumns(
  rows: readonly {row: number; split: string; label: number; predicted: number; confidence: number}[],
): Record<string, readonly unknown[]> {
  const every = (steps: number, value: (place: number) => unknown) =>
    rows.map((_, place) => (place % steps === 0 ? value(place) : null));
  return {
    row: rows.map(({row}) => row),
    split: rows.map(({split}) => split),
    label: rows.map(({label}) => label),
    predicted: rows.map(({predicted}) => predicted),
    confidence: rows.map(({confidence}) => confidence),
    labelProbability: rows.map(({confidence}) => (1 - confidence) / 2),
    wrong: rows.map(() => true),
    suggestedLabel: every(3, (place) => rows[place]?.predicted),
    tokens: rows.map((_, place) => 10 + (place % 30)),
    truncated: rows.map((_, place) => place % 7 === 0),
    duplicateRow: every(5, (place) => place),
    duplicateSplit: every(5, () => 'train'),
    duplicateLabel: every(5, (place) => rows[place]?.label),
  };
}

async function writeAttributions(place: string, sample: Sample): Promise<void> {
  const explained = sample.explained.map(sampleExplanation);
  const writer = await ArtifactWriter.create(attributions, place);
  const table = tableOf(
    attributions.files.attributions.schema,
    {
      ...columnsOf(explained),
      tokens: explained.map(({pieces}) => pieces.map(({token}) => token)),
      starts: explained.map(({pieces}) => pieces.map(({start}) => start)),
      ends: explained.map(({pieces}) => pieces.map(({end}) => end)),
      values: explained.map(({pieces}) => pieces.map(({values}) => values)),
    },
    {metadata: labelsMetadata(sample)},
  );
  await writer.writeTable('attributions', table);
  const noWords = {word: [], label: [], texts: [], meanValue: [], totalValue: []};
  await writer.writeTable(
    'words',
    tableOf(attributions.files.words.schema, noWords, {metadata: labelsMetadata(sample)}),
  );
  await writer.writeText('page', '');
  await publish(writer, 'explain', {maxEvaluations: 500});
}

function columnsOf(explained: readonly Explanation[]): Record<string, readonly unknown[]> {
  const [first] = explained;
  const names = Object.keys(first ?? {}) as (keyof Explanation)[];
  return Object.fromEntries(names.map((name) => [name, explained.map((explanation) => explanation[name])]));
}

function labelsMetadata({labels}: Sample): Record<string, string> {
  return {labels: JSON.stringify(labels)};
}

async function publish<Kind extends ArtifactKind>(
  writer: ArtifactWriter<Kind>,
  stage: string,
  params: Record<string, unknown>,
): Promise<void> {
  await writer.publish({stage, params, versions: {node: '20', 'apache-arrow': '21.2.0'}});
}
