import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {type BatchOptions, type RowTraits, type StepBatch, trainingBatches} from './training-batches.js';

const ten = Array.from({length: 10}, (_, row) => 100 + row);
const plain: BatchOptions = {batchSize: 4, sampling: 'shuffled', groupByLength: false, seed: 1};
const traits: RowTraits = {labelOf: () => 0, tokensOf: (row: number) => (row * 7) % 5};

/** The first `steps` batches. */
function batchesOf(
  rows: readonly number[],
  options: Partial<BatchOptions>,
  steps: number,
  rowTraits = traits,
): StepBatch[] {
  const batches = trainingBatches(rows, rowTraits, {...plain, ...options});
  return Array.from({length: steps}, () => batches.next().value);
}

describe.each([false, true])('with groupByLength %s', (groupByLength) => {
  test('each epoch has every row once, one batch being the smaller one', () => {
    fc.assert(
      fc.property(fc.integer({min: 1, max: 12}), fc.integer(), (batchSize, seed) => {
        const steps = Math.ceil(10 / batchSize);
        const batches = batchesOf(ten, {batchSize, seed, groupByLength}, 2 * steps);
        for (const epoch of [batches.slice(0, steps), batches.slice(steps)]) {
          expect(epoch.flatMap(({rows}) => rows).sort()).toEqual(ten);
          const sizes = epoch.map(({rows}) => rows.length);
          expect(sizes.filter((size) => size !== batchSize).length).toBeLessThanOrEqual(1);
          if (!groupByLength) expect(sizes.slice(0, -1).every((size) => size === batchSize)).toBe(true);
        }
      }),
    );
  });

  test('the seed sets the order, which differs from epoch to epoch', () => {
    const orders = (seed: number) =>
      batchesOf(ten, {batchSize: 3, seed, groupByLength}, 8).map(({rows}) => rows);
    const [first, second] = [orders(42).slice(0, 4), orders(42).slice(4)];
    expect(first.flat()).not.toEqual(ten);
    expect(second).not.toEqual(first);
    expect(orders(43).slice(0, 4)).not.toEqual(first);
  });
});

test('the order of a seed stays as it is', () => {
  expect(batchesOf(ten, {seed: 42}, 3).map(({rows}) => rows)).toEqual([
    [109, 101, 108, 100],
    [106, 102, 104, 107],
    [103, 105],
  ]);
});

test('every place is as likely for a row', () => {
  const places = Array.from({length: 3000}, (_, seed) =>
    batchesOf([0, 1, 2], {batchSize: 3, seed}, 1)[0]?.rows.indexOf(0),
  );
  // Standard deviation of each count: sqrt(3000 · 1/3 · 2/3) = 26.
  for (const place of [0, 1, 2])
    expect(Math.abs(places.filter((found) => found === place).length - 1000)).toBeLessThan(100);
});

test('steps count from 1 and tell the epochs done', () => {
  const batches = batchesOf(ten, {}, 6);
  expect(batches.map(({step}) => step)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(batches.map(({epoch}) => epoch)).toEqual([1 / 3, 2 / 3, 1, 4 / 3, 5 / 3, 2]);
});

describe('grouped by length', () => {
  const rows = Array.from({length: 7990}, (_, row) => row);
  // Lengths as of short messages: most between 10 and 40.
  const tokensOf = (row: number) => 5 + ((row * 37) % 13) + ((row * 101) % 29) + (row % 50 === 0 ? 40 : 0);
  const grouped = {batchSize: 16, groupByLength: true};
  const lengthTraits = {...traits, tokensOf};

  test('less than 1 % of what is computed is padding, against a third without', () => {
    const padding = (batches: StepBatch[]) => {
      const lengths = batches.map((batch) => batch.rows.map(tokensOf));
      const padded = lengths.reduce((sum, batch) => sum + Math.max(...batch) * batch.length, 0);
      return 1 - lengths.flat().reduce((sum, length) => sum + length, 0) / padded;
    };
    expect(padding(batchesOf(rows, grouped, 500, lengthTraits))).toBeLessThan(0.01);
    expect(padding(batchesOf(rows, {batchSize: 16}, 500, lengthTraits))).toBeGreaterThan(0.3);
  });

  test('long and short batches come in a random order', () => {
    const longest = batchesOf(rows, grouped, 500, lengthTraits).map((batch) =>
      Math.max(...batch.rows.map(tokensOf)),
    );
    const rises = longest.filter((length, i) => i > 0 && length > (longest[i - 1] as number)).length;
    // 499 pairs, of which about half rise; sorted batches would have hardly any.
    expect(rises).toBeGreaterThan(150);
    expect(rises).toBeLessThan(350);
  });

  test('the smaller batch has rows of any length', () => {
    const some = rows.slice(0, 1000);
    const smaller = Array.from({length: 40}, (_, seed) =>
      batchesOf(some, {...grouped, seed}, 63, lengthTraits).find((batch) => batch.rows.length < 16),
    );
    const lengths = smaller.map((batch) => tokensOf(batch?.rows[0] as number));
    expect(Math.min(...lengths)).toBeLessThan(20);
    expect(Math.max(...lengths)).toBeGreaterThan(30);
  });
});

describe('balanced sampling', () => {
  // 60 rows of class 0, 30 of class 1, 7 of class 2.
  const rows = Array.from({length: 97}, (_, row) => row);
  const labelOf = (row: number) => (row < 60 ? 0 : row < 90 ? 1 : 2);
  const epochs = (count: number, options: Partial<BatchOptions> = {}) =>
    batchesOf(rows, {sampling: 'balanced', batchSize: 97, ...options}, count, {...traits, labelOf}).map(
      (batch) => batch.rows,
    );
  const countOf = (drawn: number[], label: number) => drawn.filter((row) => labelOf(row) === label).length;

  test('an epoch has as many rows, each class the same share, give or take one', () => {
    for (const drawn of epochs(20)) {
      expect(drawn).toHaveLength(97);
      expect([0, 1, 2].map((label) => countOf(drawn, label)).sort()).toEqual([32, 32, 33]);
    }
  });

  test('the one row more falls to each class', () => {
    const larger = epochs(30).map((drawn) => [0, 1, 2].find((label) => countOf(drawn, label) === 33));
    expect(new Set(larger)).toEqual(new Set([0, 1, 2]));
  });

  test('rows of a class come equally often, give or take one', () => {
    const drawn = epochs(10).flat();
    for (const label of [0, 1, 2]) {
      const counts = rows
        .filter((row) => labelOf(row) === label)
        .map((row) => drawn.filter((one) => one === row).length);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
  });

  test('classes are mixed within an epoch', () => {
    const [drawn] = epochs(1) as [number[]];
    for (const third of [drawn.slice(0, 32), drawn.slice(32, 64), drawn.slice(64)])
      for (const label of [0, 1, 2]) expect(countOf(third, label)).toBeGreaterThan(2);
  });

  test('it goes along with batches by length', () => {
    const drawn = batchesOf(rows, {sampling: 'balanced', batchSize: 10, groupByLength: true}, 10, {
      ...traits,
      labelOf,
    }).flatMap((batch) => batch.rows);
    expect([0, 1, 2].map((label) => countOf(drawn, label)).sort()).toEqual([32, 32, 33]);
  });
});
