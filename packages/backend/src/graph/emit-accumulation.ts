import type {AdamWSlot} from './emit-adamw.js';
import type {GraphBuilder} from './graph-builder.js';
import {DataType} from './tensorflow-binding.js';

/** Placeholder of a float32 scalar that multiplies a batch's gradients. */
export const ACCUMULATION_WEIGHT = 'accumulation/weight';

/** Nodes that sum up gradients over several batches. */
export interface AccumulationNodes {
  /** Fetch the loss here to begin a new sum with this batch. */
  firstLoss: string;
  /** Fetch the loss here to add this batch to the sum. */
  nextLoss: string;
}

/** Adds the sums, which start by assignment and so need no zeros. */
export function addAccumulation(
  builder: GraphBuilder,
  loss: string,
  gradients: Readonly<Record<string, string>>,
  slots: Readonly<Record<string, AdamWSlot>>,
): AccumulationNodes {
  const weight = builder.placeholder(ACCUMULATION_WEIGHT, DataType.float32, []);
  const entries = Object.entries(slots).map(([name, {accumulator}]) => {
    const gradient = builder.floatOp(`accumulation/${name}/weighted`, 'Mul', [gradients[name]!, weight]);
    return {name, accumulator, gradient};
  });
  const lossAfter = (order: string, op: string) => {
    const sums = entries.map(({name, accumulator, gradient}) =>
      builder.add(`accumulation/${name}/${order}`, op, [accumulator.handle, gradient], {
        dtype: {type: DataType.float32},
      }),
    );
    return builder.after(`accumulation/${order}/loss`, loss, sums);
  };
  return {
    firstLoss: lossAfter('first', 'AssignVariableOp'),
    nextLoss: lossAfter('next', 'AssignAddVariableOp'),
  };
}
