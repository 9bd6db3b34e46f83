import {probabilityRows} from '@retune/metrics';
import {goldenStatistics} from '@retune/metrics/testing';
import {expect, test} from 'vitest';
import {majorityLogits} from '../majority-logits.js';
import {fitLogisticRegression, predictLogits} from './logistic-regression.js';
import {minimize} from './minimize.js';
import {tfIdf} from './tf-idf.js';

const golden = goldenStatistics.bagOfWords;
const {classes, train, labels} = golden;
const [trainRows, otherRows] = [golden.rows.slice(0, train), golden.rows.slice(train)];

test('the weights of a row are those of scikit-learn’s TfidfVectorizer, ids that train lacks left out', () => {
  const values = [...tfIdf(trainRows)([golden.rows[0] as number[], [9999]]).values].sort((a, b) => a - b);
  expect(values).toHaveLength(golden.tfIdfOfFirst.length);
  values.forEach((value, i) => {
    expect(value).toBeCloseTo(golden.tfIdfOfFirst[i] as number, 12);
  });
});

test('the probabilities are those of scikit-learn’s LogisticRegression', () => {
  const vectorize = tfIdf(trainRows);
  const options = {classes, strength: 10, tolerance: 1e-9};
  const model = fitLogisticRegression(vectorize(trainRows), labels.slice(0, train), options);
  const probabilities = probabilityRows(predictLogits(vectorize(otherRows), model));
  golden.probabilities.flat().forEach((expected, i) => {
    expect(Math.abs((probabilities[i] as number) - expected)).toBeLessThan(1e-6);
  });
});

test('the majority’s probabilities are those of scikit-learn’s DummyClassifier', () => {
  const logits = majorityLogits(Int32Array.from(labels.slice(0, train)), 2, classes);
  const probabilities = [...probabilityRows(logits)];
  [...golden.prior, ...golden.prior].forEach((expected, i) => {
    expect(probabilities[i]).toBeCloseTo(expected, 12);
  });
});

test('a class that train lacks counts half a row', () => {
  const {values} = majorityLogits(Int32Array.of(0, 0, 1, 1), 1, 3);
  expect([...values]).toEqual([Math.log(0.5), Math.log(0.5), Math.log(0.125)]);
});

test('the least value of a steep and narrow bowl is found', () => {
  // (x - 3)² + 1000 (y + 2)² + exp(x + y)
  const point = new Float64Array(2);
  const done = minimize(
    ([x = 0, y = 0], gradient) => {
      const e = Math.exp(x + y);
      gradient.set([2 * (x - 3) + e, 2000 * (y + 2) + e]);
      return (x - 3) ** 2 + 1000 * (y + 2) ** 2 + e;
    },
    point,
    {tolerance: 1e-9, mostSteps: 200, curvature: Float64Array.of(2, 2000)},
  );
  const [x = 0, y = 0] = point;
  expect(done).toBe(true);
  expect(Math.abs(2 * (x - 3) + Math.exp(x + y))).toBeLessThan(1e-8);
  expect(Math.abs(2000 * (y + 2) + Math.exp(x + y))).toBeLessThan(1e-6);
});
