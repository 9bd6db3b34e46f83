import {type RandomBelow, shuffled} from './random-order.js';

/** How the rows of an epoch are chosen. */
export type Sampling = 'shuffled' | 'balanced';

/** Draws the rows of the next epoch. */
export type DrawEpoch = () => number[];

/**
 * - `shuffled`: each row once an epoch, in a random order.
 * - `balanced`: as many rows an epoch, each class having the same share of them. A class's rows are dealt from a
 *   shuffled deck that is shuffled anew when it is empty, so they come equally often, give or take one.
 */
export function epochRows(
  rows: readonly number[],
  {
    sampling,
    labelOf,
    randomBelow,
  }: {sampling: Sampling; labelOf: (row: number) => number; randomBelow: RandomBelow},
): DrawEpoch {
  if (sampling === 'shuffled') return () => shuffled(rows, randomBelow);
  const decks = [...groupedByLabel(rows, labelOf).values()].map((cards) => endlessDeck(cards, randomBelow));
  return () => {
    // Where the rows do not come out even, chance says which classes have one more.
    const turns = shuffled(decks, randomBelow);
    const drawn = rows.map((_, place) => (turns[place % turns.length] as () => number)());
    return shuffled(drawn, randomBelow);
  };
}

function groupedByLabel(
  rows: readonly number[],
  labelOf: (row: number) => number,
): ReadonlyMap<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const row of rows) {
    const group = groups.get(labelOf(row));
    if (group) group.push(row);
    else groups.set(labelOf(row), [row]);
  }
  return groups;
}

function endlessDeck(cards: readonly number[], randomBelow: RandomBelow): () => number {
  let left: number[] = [];
  return () => {
    if (left.length === 0) left = shuffled(cards, randomBelow);
    return left.pop() as number;
  };
}
