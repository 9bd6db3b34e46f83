import {expect, test} from 'vitest';
import {examples, inputIds} from './testing/train-inputs.js';
import {quick, trainRig} from './testing/train-rig.js';

const {run, writeTokens, writeFeatures} = await trainRig();

test('a class without a row to train on', async () => {
  await writeTokens(examples.map((example) => (example.label === 3 ? {...example, split: 'test'} : example)));
  await expect(run(quick)).rejects.toThrow(
    'train.tokens: no row of the train split has the label "surprise"\n' +
      '  Add such rows to the training data, or take the label out of the other splits.',
  );
});

test('a label id that the head has no output for', async () => {
  await writeTokens([...examples, {split: 'validation', label: 6, inputIds: [2, 3]}]);
  await expect(run(quick)).rejects.toThrow(
    "train.tokens: row 32 has the label id 6, but the classifier's head has 6 labels, 0 to 5\n" +
      '  Make the tokens anew, with all labels named in their metadata.',
  );
});

test('a single label', async () => {
  await writeTokens(
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
  await writeTokens(examples.filter(({split}) => split === 'train'));
  await writeFeatures(inputIds.slice(0, 24));
  await expect(run({...quick, earlyStoppingPatience: 2})).rejects.toThrow(
    'train.earlyStoppingPatience: there are no validation rows to tell when to stop\n' +
      '  Give ingest validation rows, or leave it at 0.',
  );
  await writeFeatures(inputIds);
});

test('the best area under the curve where a class has no validation row', async () => {
  await writeTokens(
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

test.each([{loraAlpha: 32}, {loraDropout: 0.1}])('%j without a rank', async (params) => {
  await expect(run({...quick, ...params})).rejects.toThrow('it counts only with a loraRank of 1 or more');
});

test('a row longer than the positions of the encoder', async () => {
  const long = {split: 'train', label: 0, inputIds: Array.from({length: 129}, () => 5)} as const;
  await writeTokens([...examples, long]);
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
  await writeTokens(examples.slice(1));
  await expect(run(quick)).rejects.toThrow(
    'train.features: the features were made from other tokens or by another checkpoint',
  );
});
