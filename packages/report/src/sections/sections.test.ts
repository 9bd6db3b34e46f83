import {expect, test} from 'vitest';
import type {EvaluationMetrics} from '../evaluation-metrics.js';
import {sampleMetrics} from '../testing/sample-metrics.js';
import {classSection} from './class-section.js';
import {comparisonSection} from './comparison-section.js';
import {confusionSection} from './confusion-section.js';
import {datasetSection} from './dataset-section.js';
import {headlineCards} from './headline-cards.js';
import {pageHeader} from './page-header.js';

const labels = ['calm', 'glad'];

function evaluation(matrix: number[][], names = labels, aucMacro: number | null = 0.9): EvaluationMetrics {
  const metrics = sampleMetrics(matrix, names, {aucMacro, logLoss: 0.5});
  const rows = matrix.flat().reduce((sum, count) => sum + count, 0);
  return {split: 'test', rows, labels: names, tuned: metrics, untrained: metrics};
}

/** Tags away, white space joined: what a reader sees. */
function seen(html: {text: string}): string {
  return html.text
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

test('the verdict is one sentence on both classifiers, and a useless training is called so', () => {
  const header = (tuned: number[][], untrained: number[][]) =>
    seen(
      pageHeader({
        title: 'Moods',
        labels,
        dataset: {splits: [{split: 'train', rows: 1200, rowsByLabel: [600, 600]}], rejected: []},
        training: {architecture: 'xlm-roberta', frozenLayers: 0, bestStep: 75, history: []},
        evaluation: {...evaluation(tuned), untrained: evaluation(untrained).tuned},
      }),
    );
  const good = [
    [3, 1],
    [0, 4],
  ];
  const poor = [
    [1, 3],
    [4, 0],
  ];
  const facts =
    'train texts 1,200 labels 2 architecture XLM-RoBERTa frozen layers embeddings only chosen step 75';
  expect(header(good, poor)).toBe(
    'Retune report Moods The tuned classifier labels 87.5% of 8 test texts correctly, with a weighted F1 of ' +
      `0.873 . Untrained it was 12.5% and 0.111. ${facts}`,
  );
  expect(header(poor, good)).toContain('Training did not make it more accurate.');
});

test('an undefined metric is a dash with its reason, and no axis of the radar chart', () => {
  const metrics = evaluation(
    [
      [3, 1],
      [0, 4],
    ],
    labels,
    null,
  );
  metrics.tuned.notes.push({metric: 'aucMacro', reason: 'there is no ROC curve for "glad"'});
  const dash = '<span class="noted" title="there is no ROC curve for &quot;glad&quot;">\u2013</span>';
  expect(headlineCards(metrics).text).toContain(`<p class="card-value">${dash}</p>`);
  const comparison = comparisonSection(metrics).text;
  expect(comparison).toContain(`<strong>${dash}</strong>`);
  expect(comparison).toContain('aria-label="Radar chart of Accuracy, Precision, Recall, F1, tuned');
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

test('a classifier is compared with always giving the most frequent label', () => {
  expect(
    seen(
      comparisonSection(
        evaluation([
          [5, 1],
          [1, 1],
        ]),
      ),
    ),
  ).toContain('“calm” every time would be right for 75.0% of the 8 test texts.');
});

test('the confusion matrix shows counts, shares of the row and the pair most often confused', () => {
  const section = confusionSection(
    evaluation([
      [6, 2],
      [1, 0],
    ]),
  );
  expect(seen(section)).toContain(
    'Most often calm is taken for glad : 2 texts, 25.0% of those labelled calm .',
  );
  expect(section.text).toContain('<td class="hit" style="--share:0.750">6<small>75.0%</small></td>');
  expect(section.text).toContain('<td class="miss" style="--share:1.000">1<small>100.0%</small></td>');
});

test('a label without texts has dashes for shares', () => {
  expect(
    confusionSection(
      evaluation([
        [6, 2],
        [0, 0],
      ]),
    ).text,
  ).toContain('<td class="hit" style="--share:0.000">0<small>\u2013</small></td>');
});

test('many labels get a list of the pairs most often confused in place of a matrix', () => {
  const names = Array.from({length: 31}, (_, id) => `label ${id}`);
  const matrix = names.map((_, id) =>
    names.map((_, other) => (id === other ? 9 : id === 3 && other === 5 ? 1 : 0)),
  );
  const section = seen(confusionSection(evaluation(matrix, names)));
  expect(section).toContain('True label Predicted Texts Share of the label label 3 label 5 1 10.0%');
  expect(section).toContain('With more than 30 labels the whole matrix is in confusion-matrix.csv');
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
