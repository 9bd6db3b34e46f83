import {uniformInt} from 'pure-rand/distribution/uniformInt';
import {xoroshiro128plus} from 'pure-rand/generator/xoroshiro128plus';

/** A whole number from 0 to below `below`, each as likely. */
export type RandomBelow = (below: number) => number;

/** Numbers that the seed sets. */
export function seededRandom(seed: number): RandomBelow {
  const random = xoroshiro128plus(seed);
  return (below) => uniformInt(random, 0, below - 1);
}

/** The values in a random order, each as likely (Fisher and Yates; Durstenfeld, 1964). */
export function shuffled<T>(values: readonly T[], randomBelow: RandomBelow): T[] {
  const order = [...values];
  for (let i = order.length - 1; i > 0; i--) {
    const other = randomBelow(i + 1);
    [order[i], order[other]] = [order[other] as T, order[i] as T];
  }
  return order;
}
