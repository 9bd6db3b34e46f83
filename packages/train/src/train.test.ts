import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {loadClassifier, readSafetensors} from '@retune/encoder';
import {goldenSource, largestDifference} from '@retune/encoder/testing';
import {runStage, type StageEvent} from '@retune/stage';
import {type Table, tableFromIPC} from 'apache-arrow';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import train from './run.js';
import {
  examples,
  inputIds,
  inputPlaces,
  labels,
  writeCheckpoint,
  writeFeatures,
  writeTokens,
} from './testing/train-inputs.js';

const quick = {batchSize: 5, epochs: 3, learningRate: 1e-3, evaluationSteps: 4, loggingSteps: 2};
/** Starts sooner than a graph. */
const eager = {...quick, execution: 'eager'};
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'train-'));
  await writeCheckpoint(folder);
  await writeFeatures(folder);
});
beforeEach(() => writeTokens(folder));
afterAll(() => rm(folder, {recursive: true}));

interface Run {
  withFeatures?: boolean;
  emit?: (event: StageEvent) => void;
}

async function run(params: object, {withFeatures = true, emit = () => {}}: Run = {}): Promise<string> {
  const {features, ...others} = inputPlaces(folder);
  const inputs = {...others, ...(withFeatures && {features})};
  const output = join(folder, 'model');
  await runStage(train, {params, inputs, output, versions: {}, workspaceRoot: folder}, emit);
  return output;
}

describe('a trained model', () => {
  test('holds the tensors that were trained, the head before, the settings and the history', async () => {
    const output = await run(quick);
    const trained = await readSafetensors(join(output, 'model.safetensors'));
    expect(
      [...trained.keys()].every((name) => /^(bert\.encoder\.layer\.2|bert\.pooler|classifier)\./.test(name)),
    ).toBe(true);
    expect(trained.size).toBe(19);
    const untrained = await readSafetensors(join(output, 'untrained.safetensors'));
    expect([...untrained.keys()]).toEqual(['classifier.bias', 'classifier.weight']);
    expect(JSON.parse(await readFile(join(output, 'classifier.json'), 'utf8'))).toMatchObject({
      architecture: 'bert',
      labels,
      frozenLayers: 2,
      bestMetric: 'f1Weighted',
      seed: 42,
    });
    const history = tableFromIPC(await readFile(join(output, 'history.arrow')));
    expect(columnOf(history, 'step')).toEqual([2, 4, 6, 8, 10, 12, 14, 15]);
    expect(columnOf(history, 'validationF1').map((value) => value === null)).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
      true,
      false,
    ]);
    expect(columnOf(history, 'epoch').at(-1)).toBe(3);
  });

  test('is that of the step with the best validation metric', async () => {
    const output = await run(eager);
    const {bestStep, bestValue} = JSON.parse(await readFile(join(output, 'classifier.json'), 'utf8'));
    const history = tableFromIPC(await readFile(join(output, 'history.arrow')));
    const f1 = columnOf(history, 'validationF1');
    expect(bestValue).toBe(Math.max(...f1.filter((value) => value !== null)));
    expect(f1[columnOf(history, 'step').indexOf(bestStep)]).toBe(bestValue);
    const classifier = await loadClassifier({
      ...goldenSource('tiny-bert'),
      tuned: {weights: join(output, 'model.safetensors')},
    });
    const logits = await classifier.logits(inputIds.slice(24));
    const correct = logits.filter((row, i) => row.indexOf(Math.max(...row)) === i % 6).length;
    expect(correct / 8).toBe(
      columnOf(history, 'validationAccuracy')[columnOf(history, 'step').indexOf(bestStep)],
    );
    classifier.dispose();
  });

  test('has the same bytes when trained again', async () => {
    const first = await readFile(join(await run(quick), 'model.safetensors'));
    const second = await readFile(join(await run(quick), 'model.safetensors'));
    expect(second.equals(first)).toBe(true);
    const otherSeed = await readFile(join(await run({...quick, seed: 1}), 'model.safetensors'));
    expect(otherSeed.equals(first)).toBe(false);
  });

  test('learns to tell the texts it is trained on', async () => {
    const events: StageEvent[] = [];
    await run({...quick, epochs: 40, learningRate: 3e-3}, {emit: (event) => events.push(event)});
    const last = events.filter((event) => event.kind === 'progress').at(-1);
    expect(last).toMatchObject({done: 200, total: 200, unit: 'steps'});
    // Six classes by guessing give 1.8.
    expect(last?.values?.loss).toBeLessThan(0.8);
  });

  test('without features all parts are trained, the embeddings too', async () => {
    const output = await run({...eager, epochs: 1}, {withFeatures: false});
    const trained = await readSafetensors(join(output, 'model.safetensors'));
    expect(trained.has('bert.embeddings.word_embeddings.weight')).toBe(true);
    expect(trained.has('bert.pooler.dense.weight')).toBe(true);
    expect(JSON.parse(await readFile(join(output, 'classifier.json'), 'utf8')).frozenLayers).toBe('none');
  });

  test('holds the weights with merged adapters, by which the classifier gives the logits that were measured', async () => {
    const output = await run({...eager, loraRank: 4, learningRate: 1e-2});
    const trained = await readSafetensors(join(output, 'model.safetensors'));
    const attention = 'bert.encoder.layer.2.attention.self';
    expect([...trained.keys()].sort()).toEqual(
      [`${attention}.query.weight`, `${attention}.value.weight`].concat([
        'bert.pooler.dense.bias',
        'bert.pooler.dense.weight',
        'classifier.bias',
        'classifier.weight',
      ]),
    );
    const {bestStep} = JSON.parse(await readFile(join(output, 'classifier.json'), 'utf8'));
    const history = tableFromIPC(await readFile(join(output, 'history.arrow')));
    const classifier = await loadClassifier({
      ...goldenSource('tiny-bert'),
      tuned: {weights: join(output, 'model.safetensors')},
    });
    const logits = await classifier.logits(inputIds.slice(24));
    classifier.dispose();
    const losses = logits.map(
      (row, i) => Math.log(row.reduce((sum, x) => sum + Math.exp(x), 0)) - (row[i % 6] as number),
    );
    // The cached hidden states are in half precision.
    expect(losses.reduce((a, b) => a + b) / 8).toBeCloseTo(
      columnOf(history, 'validationLoss')[columnOf(history, 'step').indexOf(bestStep)] as number,
      2,
    );
  });

  test('is nearly the same on cached hidden states and on the whole encoder with frozen layers', async () => {
    const settings = {...eager, hiddenDropout: 0, attentionDropout: 0, classifierDropout: 0};
    const cached = await historyOf(await run(settings));
    const whole = await historyOf(await run({...settings, frozenLayers: 2}, {withFeatures: false}));
    // The cached ones are in half precision.
    expect(largestDifference([cached], [whole])).toBeLessThan(5e-3);
  });
});

test('a graph and eager execution give the same losses, with dropout', async () => {
  const compiled = await historyOf(await run(quick));
  const reference = await historyOf(await run(eager));
  expect(largestDifference([compiled], [reference])).toBeLessThan(1e-4);
});

test('a batch may be larger than the train split', async () => {
  const output = await run({...eager, batchSize: 100});
  expect(await settingsOf(output)).toMatchObject({steps: 3, stoppedEarly: false});
});

test('a run that stops early says so in its settings', async () => {
  const events: StageEvent[] = [];
  const stopping = {...eager, bestMetric: 'loss', earlyStoppingPatience: 1, earlyStoppingThreshold: 10};
  const output = await run(stopping, {emit: (event) => events.push(event)});
  // The loss never gains 10, so the second evaluation, at step 8, is the last.
  expect(await settingsOf(output)).toMatchObject({steps: 8, stoppedEarly: true, bestMetric: 'loss'});
  expect(events.filter(({kind}) => kind === 'note')).toHaveLength(1);
});

test('class weights draw the predictions to the class that counts most', async () => {
  const classWeights = {sadness: 1, joy: 1, love: 1, anger: 1, fear: 1, surprise: 1000};
  const output = await run({...eager, classWeights, epochs: 20, evaluationSteps: 1000});
  const history = tableFromIPC(await readFile(join(output, 'history.arrow')));
  // One of the eight validation rows has the class.
  expect(columnOf(history, 'validationAccuracy').at(-1)).toBe(1 / 8);
  expect(columnOf(history, 'validationBalancedAccuracy').at(-1)).toBeCloseTo(1 / 6, 12);
});

test.each(['f1Macro', 'accuracy', 'balancedAccuracy', 'matthews', 'aucMacro', 'loss'])(
  'the kept step is the best by %s',
  async (bestMetric) => {
    const output = await run({...eager, bestMetric, epochs: 2});
    const {bestStep, bestValue} = await settingsOf(output);
    const history = tableFromIPC(await readFile(join(output, 'history.arrow')));
    const column = `validation${bestMetric[0]?.toUpperCase()}${bestMetric.slice(1)}`;
    const values = columnOf(history, column).filter((value) => value !== null);
    expect(bestValue).toBe(bestMetric === 'loss' ? Math.min(...values) : Math.max(...values));
    expect(columnOf(history, column)[columnOf(history, 'step').indexOf(bestStep)]).toBe(bestValue);
  },
);

test('no validation rows: the last step is kept, with a warning', async () => {
  await writeTokens(
    folder,
    examples.map((example) => ({...example, split: example.split === 'train' ? 'train' : 'test'})),
  );
  const events: StageEvent[] = [];
  const output = await run(eager, {emit: (event) => events.push(event)});
  expect(events[0]).toEqual({
    kind: 'warning',
    message: 'there are no validation rows, so the last step is kept, not the best',
  });
  expect(JSON.parse(await readFile(join(output, 'classifier.json'), 'utf8')).bestStep).toBe(15);
});

describe('refused before training:', () => {
  test('a class without a row to train on', async () => {
    await writeTokens(
      folder,
      examples.map((example) => (example.label === 3 ? {...example, split: 'test'} : example)),
    );
    await expect(run(quick)).rejects.toThrow(
      'train.tokens: no row of the train split has the label "surprise"\n' +
        '  Add such rows to the training data, or take the label out of the other splits.',
    );
  });

  test('a label id that the head has no output for', async () => {
    await writeTokens(folder, [...examples, {split: 'validation', label: 6, inputIds: [2, 3]}]);
    await expect(run(quick)).rejects.toThrow(
      "train.tokens: row 32 has the label id 6, but the classifier's head has 6 labels, 0 to 5\n" +
        '  Make the tokens anew, with all labels named in their metadata.',
    );
  });

  test('a single label', async () => {
    await writeTokens(
      folder,
      examples.map((example) => ({...example, label: 0})),
      ['sadness'],
    );
    await expect(run(quick)).rejects.toThrow(
      'train.tokens: all rows have the label "sadness", so there is nothing to tell apart\n' +
        '  Give ingest rows of two labels or more.',
    );
  });

  test('class weights that do not go with the labels', async () => {
    const classWeights = {sadness: 1, joy: 1, love: 2, anger: 1, fear: 1, suprise: 3};
    await expect(run({...quick, classWeights})).rejects.toThrow(
      'train.classWeights.suprise: there is no label "suprise"\n' +
        '  The labels are sadness, anger, love, surprise, fear, joy.\n' +
        'train.classWeights: there is no weight for the label "surprise"\n' +
        '  Add one, such as surprise: 1.',
    );
  });

  test('early stopping without validation rows', async () => {
    await writeTokens(
      folder,
      examples.filter(({split}) => split === 'train'),
    );
    await writeFeatures(folder, inputIds.slice(0, 24));
    await expect(run({...quick, earlyStoppingPatience: 2})).rejects.toThrow(
      'train.earlyStoppingPatience: there are no validation rows to tell when to stop\n' +
        '  Give ingest validation rows, or leave it at 0.',
    );
    await writeFeatures(folder, inputIds);
  });

  test('the best area under the curve where a class has no validation row', async () => {
    await writeTokens(
      folder,
      examples.map((example, row) => (row >= 24 && example.label === 5 ? {...example, label: 4} : example)),
    );
    await expect(run({...quick, bestMetric: 'aucMacro'})).rejects.toThrow(
      'train.bestMetric: aucMacro has no value, because no row of the validation split has the label "joy"\n' +
        '  Add such rows to the validation data, or set another metric, such as f1Macro.',
    );
  });

  test('a warm-up longer than training', async () => {
    await expect(run({...quick, warmupSteps: 30, maxSteps: 20})).rejects.toThrow(
      'train.warmupSteps: the warm-up of 30 steps is longer than training, which has 20\n' +
        '  Set fewer, or a share of all steps by train.warmupRatio, such as 0.1.',
    );
  });

  test('a threshold without patience', async () => {
    await expect(run({...quick, earlyStoppingThreshold: 0.01})).rejects.toThrow(
      'it counts only with an earlyStoppingPatience of 1 or more',
    );
  });

  test('a row longer than the positions of the encoder', async () => {
    const long = {split: 'train', label: 0, inputIds: Array.from({length: 129}, () => 5)} as const;
    await writeTokens(folder, [...examples, long]);
    await expect(run(quick)).rejects.toThrow(
      "tokenize.maxLength: a row has 129 tokens, but the checkpoint's encoder has positions for 128\n" +
        '  Set tokenize.maxLength to 128 or less.',
    );
  });

  test('frozen layers other than those of the features', async () => {
    await expect(run({...quick, frozenLayers: 1})).rejects.toThrow(
      'train.frozenLayers: it is 1, but the features were made with 2 frozen layers\n' +
        '  Leave it out, or set encode.frozenLayers to the same.',
    );
  });

  test('more frozen layers than the encoder has', async () => {
    await expect(run({...quick, frozenLayers: 4}, {withFeatures: false})).rejects.toThrow(
      "train.frozenLayers: 4 layers are to be frozen, but the checkpoint's encoder has 3",
    );
  });

  test('adapters where all layers are frozen', async () => {
    await expect(run({...quick, loraRank: 8, frozenLayers: 3}, {withFeatures: false})).rejects.toThrow(
      'train.loraRank: it is 8, but all 3 layers are frozen, so that none has a query and value to adapt\n' +
        '  Freeze fewer layers (encode.frozenLayers, train.frozenLayers), or set train.loraRank to 0.',
    );
  });

  test('features of other tokens', async () => {
    await writeTokens(folder, examples.slice(1));
    await expect(run(quick)).rejects.toThrow(
      'train.features: the features were made from other tokens or by another checkpoint',
    );
  });
});

test('training that diverges stops with step, loss and what to try', async () => {
  await expect(run({...eager, learningRate: 1e30})).rejects.toThrow(
    /^train\.learningRate: training diverged at step \d+: loss \S+, gradient norm \S+, learning rate \S+\n {2}Set a learning rate a tenth/,
  );
});

function columnOf(table: Table, name: string): number[] {
  return [...(table.getChild(name) ?? [])] as number[];
}

async function settingsOf(output: string) {
  return JSON.parse(await readFile(join(output, 'classifier.json'), 'utf8'));
}

async function historyOf(output: string): Promise<number[]> {
  return columnOf(tableFromIPC(await readFile(join(output, 'history.arrow'))), 'trainLoss');
}
