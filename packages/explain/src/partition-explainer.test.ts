import fc from 'fast-check';
import {expect, test} from 'vitest';
import {type PartitionOptions, type PartitionValues, partitionValues} from './partition-explainer.js';
import {runGame} from './testing/run-game.js';
import type {Mask} from './text-masker.js';
import {type TokenTree, tokenTree} from './token-tree.js';
import {wholeTreeMasks} from './whole-tree-masks.js';

type Game = (mask: Mask) => number;

const UNLIMITED: PartitionOptions = {maxEvaluations: 1e6, batchSize: 5, fixedContext: null};
/** A tree over `a` to `f`, none of which the scores prefer. */
const TREE = tokenTree(['a', 'b', 'c', 'd', 'e', 'f'], undefined);

test('with budget enough, the values are the means over all orders that keep the tokens of a node together', () => {
  fc.assert(
    fc.property(games(TREE.leaves), (game) => {
      const {values} = explain(TREE, game, UNLIMITED);
      expectClose(
        values.flatMap((value) => [...value]),
        meanContributions(TREE, game),
      );
    }),
  );
});

test('base value and values add up to the output, whatever the budget, batch and context', () => {
  const options = fc.record({
    maxEvaluations: fc.integer({min: 2, max: 80}),
    batchSize: fc.integer({min: 1, max: 20}),
    fixedContext: fc.constantFrom(null, 0, 1) as fc.Arbitrary<0 | 1 | null>,
  });
  fc.assert(
    fc.property(games(TREE.leaves), options, (game, chosen) => {
      const {baseValues, values, outputs, evaluations} = explain(TREE, game, chosen);
      const sum = values.reduce((total, value) => total + (value[0] as number), baseValues[0] as number);
      expectClose([sum], [...outputs]);
      expect(evaluations).toBeLessThanOrEqual(chosen.maxEvaluations + 1);
    }),
  );
});

test('tokens that do not interact get what they add, also with a fixed context', () => {
  const gains = [3, -1, 0.5, 0, 2, -4];
  const additive: Game = (mask) => gains.reduce((sum, gain, i) => sum + gain * (mask[i] as number), 7);
  for (const fixedContext of [null, 0, 1] as const) {
    const {values} = explain(TREE, additive, {...UNLIMITED, fixedContext});
    expectClose(
      values.flatMap((value) => [...value]),
      gains,
    );
  }
});

test('a budget of two shares the whole change equally', () => {
  const {values, evaluations} = explain(TREE, (mask) => 6 * (mask[2] as number), {
    ...UNLIMITED,
    maxEvaluations: 2,
  });
  expect(evaluations).toBe(2);
  expect(values.map(([value]) => value)).toEqual([1, 1, 1, 1, 1, 1]);
});

test('the whole tree costs the masks it is said to cost', () => {
  for (const fixedContext of [null, 0, 1] as const) {
    const options = {...UNLIMITED, fixedContext};
    expect(explain(TREE, (mask) => mask[0] as number, options).evaluations).toBe(
      wholeTreeMasks(TREE, options),
    );
  }
});

test('one token gets all, and no token needs nothing', () => {
  expect(explain(tokenTree(['a'], undefined), (mask) => mask[0] as number, UNLIMITED).values).toEqual([
    Float64Array.of(1),
  ]);
  expect(explain(tokenTree([], undefined), () => 1, UNLIMITED).values).toEqual([]);
});

/** A game that gives every coalition of `tokens` a value of its own. */
function games(tokens: number): fc.Arbitrary<Game> {
  const size = 2 ** tokens;
  return fc
    .array(fc.double({min: -1, max: 1, noNaN: true}), {minLength: size, maxLength: size})
    .map((outcomes) => (mask) => outcomes[Number.parseInt(mask.join(''), 2)] as number);
}

function explain(tree: TokenTree, game: Game, options: PartitionOptions): PartitionValues {
  return runGame(partitionValues(tree, options), game);
}

/** What each token adds when the tokens come one by one, as a mean over all orders that the tree allows. */
function meanContributions(tree: TokenTree, game: Game): number[] {
  const orders = ordersBelow(tree, tree.sizes.length - 1);
  const sums = new Array<number>(tree.leaves).fill(0);
  for (const order of orders) {
    const mask = new Uint8Array(tree.leaves);
    for (const token of order) {
      const before = game(mask);
      mask[token] = 1;
      sums[token] = (sums[token] as number) + game(mask) - before;
    }
  }
  return sums.map((sum) => sum / orders.length);
}

function ordersBelow(tree: TokenTree, node: number): number[][] {
  const children = tree.merges[node - tree.leaves];
  if (children === undefined) return [[node]];
  const [left, right] = children.map((child) => ordersBelow(tree, child)) as [number[][], number[][]];
  return left.flatMap((a) =>
    right.flatMap((b) => [
      [...a, ...b],
      [...b, ...a],
    ]),
  );
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of actual.entries())
    expect(Math.abs(value - (expected[i] as number)), `value ${i}`).toBeLessThan(1e-12);
}
