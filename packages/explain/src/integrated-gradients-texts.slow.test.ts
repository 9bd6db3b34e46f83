import {largestDifference} from '@retune/encoder/testing';
import {expect, test} from 'vitest';
import {explainedRow, explainedRows, explainWithTinyBert} from './testing/explain-rig.js';

const gradients = {mode: 'words', method: 'integratedGradients', maxEvaluations: 2000};

/** Twice what a probability may be off from the exact one, after some 1,500 roundings of 2^-24 on its way. */
const ROUNDING = 2 * 1500 * 2 ** -24;

test('with words hidden by another token, base value and values add up to the output', async () => {
  const {attributions} = await explainWithTinyBert({...gradients, texts: ['so sad'], maskToken: '.'});
  const {values, baseValues, outputs} = explainedRow(attributions);
  for (const [label, output] of outputs.entries()) {
    const sum = values.reduce((total, ofWord) => total + (ofWord[label] as number), 0);
    expect(Math.abs((baseValues[label] as number) + sum - output)).toBeLessThan(1e-5);
  }
});

test('texts without a word have values of 0', async () => {
  const texts = ['', ' \t\n ', '[SEP] [SEP]', '\u0000\u0001\u007f'];
  const {attributions} = await explainWithTinyBert({...gradients, texts});
  for (const row of explainedRows(attributions)) {
    expect(Math.max(0, ...row.values.flat().map(Math.abs))).toBeLessThan(ROUNDING);
    expect(largestDifference([row.outputs], [row.baseValues])).toBeLessThan(ROUNDING);
  }
});

test('numbers that are not finite are told of the classifier that gives them', async () => {
  const params = {...gradients, texts: ['so sad']};
  await expect(
    explainWithTinyBert({...params, compareUntrained: true}, {untrainedScale: Number.NaN}),
  ).rejects.toThrow('checkpoint: the classifier gives numbers that are not finite already before training\n');
  await expect(explainWithTinyBert(params, {wired: ['compared'], comparedScale: Number.NaN})).rejects.toThrow(
    'compared: the classifier gives numbers that are not finite\n',
  );
});
