import fc from 'fast-check';
import {expect, test} from 'vitest';
import {evaluate, exampleDims, solveFloat, solveInteger} from './symbolic-dims.js';

const names = ['batch', 'tokens', 'labels', 'words'];
const anyDims = fc.record(Object.fromEntries(names.map((name) => [name, fc.integer({min: 1, max: 600})])));

test('a number that is the same at all shapes stays a number', () => {
  expect(solveInteger([384, 384, 384], exampleDims(names))).toBe(384);
  expect(solveFloat([0.5, 0.5, 0.5], exampleDims(names))).toBe(0.5);
});

test('a whole number that follows from at most two dimensions is found, offset included', () => {
  const power = fc.integer({min: 0, max: 2});
  const formula = fc
    .record({
      used: fc.subarray(names, {minLength: 1, maxLength: 2}),
      powers: fc.tuple(power, power),
      factor: fc.integer({min: 1, max: 4096}),
      offset: fc.integer({min: -600, max: 600}),
    })
    .map(({used, powers, factor, offset}) => ({
      factor,
      offset,
      powers: Object.fromEntries(used.map((name, i) => [name, powers[i]!])),
    }));
  fc.assert(
    fc.property(formula, anyDims, (expected, dims) => {
      const examples = exampleDims(names);
      const solved = solveInteger(
        examples.map((sizes) => evaluate(expected, sizes)),
        examples,
      );
      expect(evaluate(solved!, dims)).toBe(evaluate(expected, dims));
    }),
    {numRuns: 500},
  );
});

test('a rounded ratio of dimensions is found', () => {
  const power = fc.integer({min: -2, max: 2});
  fc.assert(
    fc.property(power, power, fc.integer({min: 1, max: 4096}), anyDims, (batch, tokens, factor, dims) => {
      const examples = exampleDims(names);
      const expected = {factor, offset: 0, powers: {batch, tokens}};
      const rounded = examples.map((sizes) => Math.fround(evaluate(expected, sizes)));
      const value = evaluate(expected, dims);
      expect(Math.abs(evaluate(solveFloat(rounded, examples)!, dims) - value)).toBeLessThanOrEqual(
        2e-6 * value,
      );
    }),
    {numRuns: 300},
  );
});

test.each([
  ['that grows by no power', [8, 10, 30]],
  ['that is random', [3, 71, 20]],
])('a number %s has no formula', (_, values) => {
  expect(solveInteger(values, exampleDims(['batch', 'tokens']))).toBeUndefined();
});

test('as many symbolic dimensions as there are example sizes are allowed', () => {
  expect(() => exampleDims([...names, 'fifth'])).toThrow('5 symbolic dimensions, at most 4');
});
