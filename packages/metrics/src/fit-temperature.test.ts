import {expect, test} from 'vitest';
import {fitTemperature} from './fit-temperature.js';
import {logitRows} from './logit-rows.js';
import {goldenStatistics} from './testing/goldens.js';

test.each(goldenStatistics.noisy)('the temperature is that of scipy’s minimizer: $name', (rows) => {
  const {labels, logits} = rows;
  const {temperature} = fitTemperature(labels, logitRows(logits, (logits[0] as number[]).length));
  expect(Math.abs((temperature as number) / rows.temperature - 1)).toBeLessThan(1e-6);
});

test('logits that tell every label have no best temperature', () => {
  const logits = logitRows(
    [
      [1, 0],
      [0, 1],
    ],
    2,
  );
  expect(fitTemperature([0, 1], logits)).toEqual({
    temperature: null,
    reason: 'the probability of each label grows without end as logits grow',
  });
  expect(fitTemperature([1, 0], logits)).toEqual({
    temperature: null,
    reason: 'the logits tell the labels no better than chance',
  });
  expect(fitTemperature([], logitRows([], 2))).toEqual({
    temperature: null,
    reason: 'there are no validation rows',
  });
});
