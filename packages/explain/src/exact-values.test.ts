import fc from 'fast-check';
import {expect, test} from 'vitest';
import {exactValues} from './exact-values.js';
import {runGame} from './testing/run-game.js';

const PARTS = 5;
/** A game that gives every coalition of the parts a value of its own. */
const games = fc.array(fc.double({min: -1, max: 1, noNaN: true}), {minLength: 32, maxLength: 32});
const outcomeIn = (game: readonly number[]) => (mask: Uint8Array) =>
  game[Number.parseInt(mask.join(''), 2)] as number;

test('values are what each part adds, as a mean over all orders in which parts can come', () => {
  fc.assert(
    fc.property(games, (game) => {
      const {values} = runGame(exactValues(PARTS, [0, 1, 2, 3, 4]), outcomeIn(game));
      const orders = permutations([0, 1, 2, 3, 4]);
      const sums = new Array<number>(PARTS).fill(0);
      for (const order of orders) {
        const mask = new Uint8Array(PARTS);
        for (const part of order) {
          const before = outcomeIn(game)(mask);
          mask[part] = 1;
          sums[part] = (sums[part] as number) + outcomeIn(game)(mask) - before;
        }
      }
      for (const [part, value] of values.entries())
        expect(Math.abs((value[0] as number) - (sums[part] as number) / orders.length)).toBeLessThan(1e-12);
    }),
    {numRuns: 20},
  );
});

test('a part that can’t be hidden is always kept and gets 0', () => {
  const {values, baseValues} = runGame(
    exactValues(3, [0, 2]),
    (mask) => 4 * (mask[1] as number) + (mask[0] as number),
  );
  expect(baseValues).toEqual(Float64Array.of(4));
  expect(values).toEqual([Float64Array.of(1), Float64Array.of(0), Float64Array.of(0)]);
});

test('without parts base value and output are the same version', () => {
  expect(runGame(exactValues(0, []), () => 0.5)).toEqual({
    baseValues: Float64Array.of(0.5),
    outputs: Float64Array.of(0.5),
    values: [],
    evaluations: 1,
  });
});

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}
