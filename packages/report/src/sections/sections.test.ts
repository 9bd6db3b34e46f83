import type {ClassifierName, EvaluationDetails} from '@retune/artifacts';
import {wilsonInterval} from '@retune/metrics';
import {expect, test} from 'vitest';
import {sampleEvaluation} from '../testing/sample-evaluation.js';
import {calibrationSection} from './calibration-section.js';
import {classSection} from './class-section.js';
import {comparisonSection} from './comparison-section.js';
import {confusionSection} from './confusion-section.js';
import {datasetSection} from './dataset-section.js';
import {headlineCards} from './headline-cards.js';
import {pageHeader} from './page-header.js';
import {sliceSection} from './slice-section.js';
import {trainingSection} from './training-section.js';

const labels = ['calm', 'glad'];

/** The tuned classifier's matrix, then those of the baselines by name. */
function evaluation(
  matrix: number[][],
  baselines: [name: ClassifierName, matrix: number[][]][] = [],
  {names = labels, aucMacro = 0.9 as number | null} = {},
): EvaluationDetails {
  const told = {aucMacro, logLoss: 0.5};
  return sampleEvaluation(names, [
    {name: 'tuned', matrix, told},
    ...baselines.map(([name, matrix]) => ({name, matrix, told})),
  ]);
}

/** Tags away, white space joined: what a reader sees. */
function seen(html: {text: string}): string {
  return html.text
    .replaceAll('<wbr>', '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const good = [
  [3, 1],
  [0, 4],
];
const poor = [
  [1, 3],
  [4, 0],
];

function header(tuned: number[][], baselines: Parameters<typeof evaluation>[1]): string {
  return seen(
    pageHeader({
      title: 'Moods',
      labels,
      dataset: {splits: [{split: 'train', rows: 1200, rowsByLabel: [600, 600]}], rejected: []},
      training: {architecture: 'xlm-roberta', frozenLayers: 0, bestStep: 75, history: []},
      evaluation: evaluation(tuned, baselines),
    }),
  );
}

test('the first screen says what was trained on what, and the verdict in one sentence', () => {
  expect(header(good, [['untrained', poor]])).toBe(
    'Retune report Moods The tuned classifier is right on 87.5% of 8 test texts (95% interval 85.6% to 89.4%): ' +
      'more often than the untrained classifier (McNemar\u2019s test at p &lt; 0.05). XLM-RoBERTa, embeddings ' +
      'frozen, trained on 1,200 texts with 2 labels. Step 75 was kept.',
  );
});

test('a classifier is called better only than those that a test has shown it to beat', () => {
  const text = header(good, [
    ['untrained', poor],
    ['majority', poor],
    ['bagOfWords', good],
  ]);
  expect(text).toContain(
    'more often than the untrained classifier and always the most frequent label; with no proven difference ' +
      'from a bag of words',
  );
  expect(header(poor, [['bagOfWords', good]])).toContain('less often than a bag of words');
});

test('what training bought is told of a tuned classifier alone', () => {
  const tuned = evaluation(good);
  expect(seen(comparisonSection(tuned))).toContain('What training bought on the test split');
  const ready = {...tuned, judged: 'ready' as const};
  expect(seen(comparisonSection(ready))).toContain('What the checkpoint knows on the test split');
});

test('an undefined metric is a dash with its reason, and no axis of the radar chart', () => {
  const metrics = evaluation(good, [['untrained', poor]], {aucMacro: null});
  metrics.classifiers[0]?.notes.push({
    metric: 'aucMacro',
    value: null,
    reason: 'there is no ROC curve for "glad"',
  });
  const dash = '<span class="noted" title="there is no ROC curve for &quot;glad&quot;">\u2013</span>';
  expect(headlineCards(metrics).text).toContain(`<p class="card-value">${dash}</p>`);
  const comparison = comparisonSection(metrics).text;
  expect(comparison).toContain(`<strong>${dash}</strong>`);
  expect(comparison).toContain(
    'aria-label="Radar chart of Accuracy, Precision, Recall, F1, Macro F1: Tuned, Untrained"',
  );
});

test('a score that is 0 by convention says so, also as text', () => {
  const section = classSection(
    evaluation([
      [4, 0],
      [2, 0],
    ]),
  );
  expect(section.text).toContain('title="no row is predicted as &quot;glad&quot;">0.000</span>');
  expect(seen(section)).toContain('glad.precision : no row is predicted as &quot;glad&quot;.');
});

test('each difference to a baseline stands with its interval, its p-value and its verdict', () => {
  const section = seen(comparisonSection(evaluation(good, [['bagOfWords', poor]])));
  expect(section).toContain('Bag of words better p &lt; 0.001 +0.750 +0.730 to +0.770');
  expect(seen(comparisonSection(evaluation(good, [['bagOfWords', good]])))).toContain(
    'no proven difference p = 0.620',
  );
});

test('without bootstrap samples no interval is spoken of', () => {
  const found = evaluation(good, [['bagOfWords', poor]]);
  expect(seen(comparisonSection(found))).toContain('paired bootstrap (1,000 samples). McNemar');
  const section = seen(comparisonSection({...found, bootstrapSamples: 0}));
  expect(section).not.toContain('paired bootstrap');
  expect(section).toContain('McNemar\u2019s exact test asks');
});

test('on the train split it is said that rows are known', () => {
  const found = evaluation(good, [['bagOfWords', poor]]);
  expect(seen(comparisonSection(found))).not.toContain('rows that it knows');
  expect(seen(comparisonSection({...found, split: 'train'}))).toContain('judged on rows that it knows');
});

test('the temperature is spoken of where there is one, and where it was fitted on the judged rows', () => {
  const found = evaluation(good);
  const section = seen(calibrationSection(found));
  expect(section).toContain('Divide the logits by the temperature');
  expect(section).not.toContain('fitted on:');
  expect(seen(calibrationSection({...found, split: 'validation'}))).toContain(
    'the rows that it was fitted on:',
  );
  const unfitted = {temperature: null, reason: 'there are no validation rows', withTemperature: null};
  const without = {...found, calibration: {...found.calibration, ...unfitted}};
  expect(seen(calibrationSection(without))).not.toContain('Divide the logits');
});

test('a long history is listed in part, with the kept step, and the caption says so', () => {
  const history = Array.from({length: 1001}, (_, step) => ({
    ...{step, epoch: step / 100, learningRate: 1e-3, trainLoss: 0.5, gradientNorm: 1},
    ...{validationLoss: null, validationAccuracy: null, validationF1: null},
  }));
  const training = {architecture: 'bert', frozenLayers: 0, bestStep: 333, history};
  const section = seen(trainingSection(training));
  expect(section).toContain('201 of 1,001 measurements of training');
  expect(section).toContain('333 , chosen');
  expect(seen(trainingSection({...training, history: history.slice(0, 10)}))).toContain(
    'All measurements of',
  );
});

test('the confusion matrix shows counts, shares of the row and the pair most often confused', () => {
  const section = confusionSection(
    evaluation([
      [6, 2],
      [1, 0],
    ]),
    [],
  );
  expect(seen(section)).toContain(
    'Most often calm is taken for glad : 2 texts, 25.0% of those labelled calm .',
  );
  expect(section.text).toContain('<td class="hit" style="--share:0.750">6<small>75.0%</small></td>');
  expect(section.text).toContain('<td class="miss" style="--share:1.000">1<small>100.0%</small></td>');
});

test('a single text is told as one', () => {
  const one = [
    [6, 1],
    [0, 4],
  ];
  expect(seen(confusionSection(evaluation(one), []))).toContain('is taken for glad : 1 text, 14.3% of');
});

test('a label without texts has dashes for shares', () => {
  const matrix = [
    [6, 2],
    [0, 0],
  ];
  expect(confusionSection(evaluation(matrix), []).text).toContain(
    '<td class="hit" style="--share:0.000">0<small>\u2013</small></td>',
  );
});

test('many labels get a list of the pairs most often confused in place of a matrix', () => {
  const names = Array.from({length: 21}, (_, id) => `label ${id}`);
  const matrix = names.map((_, id) =>
    names.map((_, other) => (id === other ? 9 : id === 3 && other === 5 ? 1 : 0)),
  );
  const section = seen(confusionSection(evaluation(matrix, [], {names}), []));
  expect(section).toContain('True label Predicted Texts Share of the label label 3 label 5 1 10.0%');
  expect(section).toContain('With more than 20 labels the whole matrix is in confusion-matrix.csv');
});

test('weak slices are those that chance does not explain, the weakest first', () => {
  const slice = (name: string, rows: number, accuracy: number) => ({
    ...{by: 'length' as const, tokens: null, label: null, name, rows, accuracy},
    interval: wilsonInterval(Math.round(accuracy * rows), rows),
  });
  const found = evaluation(good);
  const section = (...slices: EvaluationDetails['slices']) => seen(sliceSection({...found, slices}));
  const [strong, weak, weaker, few] = [
    slice('short', 100, 0.9),
    slice('long', 50, 0.7),
    slice('longer', 50, 0.6),
    slice('odd', 2, 0.5),
  ] as const;
  const told = section(strong, weak, weaker, few);
  expect(told).toContain(
    'Right less often than the 87.5% of all texts, beyond what chance explains: longer and 1 other, of 4 slices',
  );
  const [listed = '', , folded = ''] = told.split('Slices by length and truncation that are not weak');
  expect(listed).toMatch(/longer 60\.0% .* 50 .*long 70\.0%/);
  expect(listed).not.toMatch(/short|odd/);
  expect(folded).toMatch(/short 90\.0% .*odd 50\.0%/);
  expect(section(strong, few)).toContain(
    'None of 2 slices by length and by label is clearly weaker than the whole',
  );
});

test('uneven labels are said to be so, and so are missing ones', () => {
  const finding = (rowsByLabel: number[]) => {
    const rows = rowsByLabel.reduce((sum, count) => sum + count, 0);
    return seen(datasetSection({splits: [{split: 'train', rows, rowsByLabel}], rejected: []}, labels));
  };
  expect(finding([10, 40])).toContain('In the train split glad is 4.0 times as frequent as calm .');
  expect(finding([10, 11])).toContain('The labels of the train split are about equally frequent.');
  expect(finding([10, 0])).toContain('glad has no text in the train split.');
});
