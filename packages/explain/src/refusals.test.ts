import {expect, test} from 'vitest';
import {explainWithTinyBert} from './testing/explain-rig.js';

test('a budget below 2 is refused', async () => {
  await expect(explainWithTinyBert({texts: ['a'], maxEvaluations: 1})).rejects.toThrow(
    'explain.maxEvaluations: must be at least 2: the text with everything hidden and the whole text are always evaluated',
  );
});

test('a model that gives no finite numbers is refused', async () => {
  await expect(explainWithTinyBert({texts: ['so sad']}, {headScale: Number.NaN})).rejects.toThrow(
    'model: the classifier gives numbers that are not finite\n' +
      '  Its training went astray: train again with a lower learningRate.',
  );
});

test('numbers that are not finite are told of the classifier that gives them', async () => {
  const params = {texts: ['so sad'], maxEvaluations: 1000};
  await expect(
    explainWithTinyBert({...params, compareUntrained: true}, {untrainedScale: Number.NaN}),
  ).rejects.toThrow(
    'checkpoint: the classifier gives numbers that are not finite already before training\n' +
      '  Bring the checkpoint again, or use another one.',
  );
  await expect(explainWithTinyBert(params, {wired: ['compared'], comparedScale: Number.NaN})).rejects.toThrow(
    'compared: the classifier gives numbers that are not finite\n',
  );
});

test('a model for other labels is refused', async () => {
  await expect(explainWithTinyBert({texts: ['so sad']}, {modelLabels: ['bad', 'good']})).rejects.toThrow(
    'inputs: model: the model was trained for the labels bad, good, but the tokens have sadness, anger, ',
  );
});

test('weights that were changed since are refused, also where they are read late', async () => {
  const params = {texts: ['so sad'], compareUntrained: true};
  await expect(explainWithTinyBert(params, {changed: 'model/untrained.safetensors'})).rejects.toThrow(
    /untrained.safetensors: the file has \d+ bytes, not \d+/,
  );
});

test.each([
  [{method: 'occlusion'}, 'Raise explain.sampleEvaluations, or use the method partition'],
  [
    {method: 'integratedGradients', steps: 2},
    'explain.sampleEvaluations: 3 do not suffice for integrated gradients of the text "so sad"',
  ],
])('a budget too small for rows of the sample names the sample’s param: %o', async (params, message) => {
  const sample = {sample: 4, sampleEvaluations: 3};
  await expect(explainWithTinyBert({...params, ...sample}, {wired: ['examples']})).rejects.toThrow(message);
});

test('mistakes in other tokens are refused', async () => {
  const wired = ['examples', 'evaluation'] as const;
  await expect(
    explainWithTinyBert({mistakes: 1}, {wired: [...wired], judgedTokens: 'another'}),
  ).rejects.toThrow(
    'inputs: evaluation: it was made from other tokens than the ones that explain is given\n' +
      '  Wire the tokens that evaluation reads.',
  );
});

test('examples with other labels are refused', async () => {
  await expect(
    explainWithTinyBert({sample: 1}, {wired: ['examples'], exampleLabels: ['bad', 'good']}),
  ).rejects.toThrow(
    'inputs: examples: the examples have the labels bad, good, but the tokens have sadness, anger, ',
  );
});

test.each([
  [
    'a sample without examples',
    {sample: 1},
    'explain.sample: needs the input "examples", which is not wired',
  ],
  ['mistakes without an evaluation', {mistakes: 1}, 'explain.mistakes: needs the input "evaluation"'],
  [
    'a label that does not exist',
    {label: 'sad'},
    'explain.label: there is no label "sad"\n  The labels are sadness, ',
  ],
  [
    'exact values of a long text',
    {texts: ['a b c d e f g h i j'], method: 'exact'},
    'explain.method: exact needs 1024 evaluations for the 10 parts of the text "a b c d e f g h i j", but 500 are allowed',
  ],
  [
    'exact values of ten thousand words in mode shap',
    {texts: ['so sad '.repeat(5000)], method: 'exact', mode: 'shap'},
    'explain.method: exact needs more than a million evaluations for the 10000 parts of the text "so sad so sad',
  ],
  [
    'occlusion of ten thousand words in mode shap',
    {texts: ['so sad '.repeat(5000)], method: 'occlusion', mode: 'shap'},
    'explain.method: occlusion needs 10002 evaluations for the 10000 parts',
  ],
  [
    'occlusion of a text with more words than evaluations',
    {texts: ['a b c'], method: 'occlusion', maxEvaluations: 4},
    'occlusion needs 5 evaluations for the 3 parts',
  ],
  [
    'integrated gradients of SHAP’s pieces',
    {texts: ['a'], method: 'integratedGradients', mode: 'shap'},
    'explain.mode: integrated gradients give values to words',
  ],
  [
    'a mask that is no token',
    {texts: ['a'], maskToken: ' '},
    'explain.maskToken: the checkpoint\'s tokenizer makes no token of " ", so that it hides nothing',
  ],
  [
    'a mask of several tokens for integrated gradients',
    {texts: ['a'], method: 'integratedGradients', maskToken: '...'},
    'explain.maskToken: integrated gradients hide each token by one, but "..." is 3 of them',
  ],
  [
    'integrated gradients with too few points',
    {texts: ['so sad'], method: 'integratedGradients', steps: 2, maxEvaluations: 5},
    'explain.maxEvaluations: 5 do not suffice for integrated gradients of the text "so sad": values and output are still ',
  ],
])('%s is refused', async (_, params, message) => {
  const wired = 'mistakes' in params ? (['examples'] as const) : [];
  await expect(explainWithTinyBert(params, {wired: [...wired]})).rejects.toThrow(message);
});
