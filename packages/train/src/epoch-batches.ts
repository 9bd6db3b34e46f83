import {uniformInt} from 'pure-rand/distribution/uniformInt';
import {xoroshiro128plus} from 'pure-rand/generator/xoroshiro128plus';

/** One step's rows. */
export interface StepBatch {
  /** Counted from 1. */
  step: number;
  /** Epochs done after this step, such as 0.5. */
  epoch: number;
  rows: number[];
}

/** Steps of an epoch: the last batch is smaller where the rows do not come out even. */
export function stepsPerEpoch(rows: number, batchSize: number): number {
  return Math.ceil(rows / batchSize);
}

/** The batches of all epochs, each epoch in an order of its own that `seed` sets. */
export function* epochBatches(
  rows: readonly number[],
  {batchSize, epochs, seed}: {batchSize: number; epochs: number; seed: number},
): Generator<StepBatch> {
  const random = xoroshiro128plus(seed);
  const steps = stepsPerEpoch(rows.length, batchSize);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffled(rows, (below) => uniformInt(random, 0, below - 1));
    for (let i = 0; i < steps; i++) {
      const step = epoch * steps + i + 1;
      yield {step, epoch: step / steps, rows: order.slice(i * batchSize, (i + 1) * batchSize)};
    }
  }
}

/** A random order, each as likely (Fisher and Yates; Durstenfeld, 1964). */
function shuffled(rows: readonly number[], randomBelow: (below: number) => number): number[] {
  const order = [...rows];
  for (let i = order.length - 1; i > 0; i--) {
    const other = randomBelow(i + 1);
    [order[i], order[other]] = [order[other] as number, order[i] as number];
  }
  return order;
}
