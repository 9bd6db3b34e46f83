import {expect, test} from 'vitest';
import {classificationMetrics} from './classification-metrics.js';
import {summaryTable} from './summary-table.js';

test('the summary sets tuned and untrained side by side, with a dash where a metric has no value', () => {
  const labels = ['bad', 'good'];
  const tuned = classificationMetrics([1], [[0, 0]], labels);
  const untrained = classificationMetrics([1], [[-1, 1]], labels);
  expect(summaryTable({split: 'test', rows: 1, labels, tuned, untrained})).toBe(
    [
      'test split, 1 row          tuned  untrained',
      'accuracy                  0.0000     1.0000',
      'precision (weighted)      0.0000     1.0000',
      'recall (weighted)         0.0000     1.0000',
      'F1 (weighted)             0.0000     1.0000',
      'F1 (macro)                0.0000     0.5000',
      'AUC (macro, one vs rest)       -          -',
      'log loss                  0.6931     0.1269',
      '',
    ].join('\n'),
  );
});
