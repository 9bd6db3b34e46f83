import {expect, test} from 'vitest';
import {sampleEvaluation} from '../testing/sample-evaluation.js';
import {plotsSection} from './plots-section.js';

const MATRIX = [
  [3, 1],
  [0, 4],
];

test('equal lists are one value of a param', () => {
  const evaluation = sampleEvaluation(
    ['calm', 'glad'],
    [{name: 'tuned', matrix: MATRIX, told: {aucMacro: 0.9, logLoss: 0.5}}],
  );
  const origin = {port: '', stage: '', digest: '', inputs: {}, params: {}, versions: {}, files: []};
  const runs = [['a'], ['a'], ['b']].map((texts, place) => ({
    number: place + 1,
    from: 'evaluate',
    values: {'explain.texts': texts},
    evaluation,
    againstFirst: undefined,
    origin,
  }));
  const {text} = plotsSection({
    ...{title: '', split: 'test', rows: 8, labels: ['calm', 'glad'], bootstrapSamples: 100},
    params: ['explain.texts'],
    runs,
  });
  expect(text.match(/\[&quot;[ab]&quot;\]/g)).toEqual(['[&quot;a&quot;]', '[&quot;b&quot;]']);
});
