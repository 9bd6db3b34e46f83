import {type RandomBelow, shuffled} from './random-order.js';

/** Batches of `batchSize` rows in the order given, the last one smaller where they do not come out even. */
export function cutInOrder(rows: readonly number[], batchSize: number): number[][] {
  return Array.from({length: Math.ceil(rows.length / batchSize)}, (_, i) =>
    rows.slice(i * batchSize, (i + 1) * batchSize),
  );
}

/**
 * Batches of rows of nearly equal length, in a random order. Rows of equal length keep the order given, so a
 * shuffled one makes other batches each time; which batch is the smaller one is left to chance, so that the longest
 * rows do not always fall into it. The idea is that of transformers' `group_by_length`, which sorts within blocks of
 * 50 batches only.
 */
export function cutByLength(
  rows: readonly number[],
  {
    batchSize,
    tokensOf,
    randomBelow,
  }: {batchSize: number; tokensOf: (row: number) => number; randomBelow: RandomBelow},
): number[][] {
  const sorted = [...rows].sort((a, b) => tokensOf(a) - tokensOf(b));
  const remainder = sorted.length % batchSize;
  const before = batchSize * randomBelow(Math.ceil(sorted.length / batchSize));
  const batches = [
    ...cutInOrder(sorted.slice(0, before), batchSize),
    ...cutInOrder(sorted.slice(before, before + remainder), batchSize),
    ...cutInOrder(sorted.slice(before + remainder), batchSize),
  ];
  return shuffled(batches, randomBelow);
}
