import fc from 'fast-check';
import {expect, test} from 'vitest';
import {rankedScores} from './ranked-scores.js';
import {rocAuc} from './roc-auc.js';

test('the AUC is the share of pairs in which the row of the class scores higher, ties counting half', () => {
  const row = fc.record({positive: fc.boolean(), score: fc.integer({min: 0, max: 4})});
  fc.assert(
    fc.property(fc.array(row, {maxLength: 30}), (rows) => {
      const positives = rows.filter(({positive}) => positive);
      const negatives = rows.filter(({positive}) => !positive);
      const pairs = positives.flatMap((a) => negatives.map((b) => (Math.sign(a.score - b.score) + 1) / 2));
      const expected =
        pairs.length === 0 ? null : pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
      const ranked = rankedScores(
        rows.map(({positive}) => (positive ? 0 : 1)),
        Float64Array.from(rows, ({score}) => score),
        {label: 0, classes: 1, support: positives.length},
      );
      const actual = rocAuc(ranked);
      if (expected === null || actual === null) expect(actual).toBe(expected);
      else expect(Math.abs(actual - expected)).toBeLessThan(1e-12);
    }),
  );
});
