import type {AdamWSlot} from './emit-variable-update.js';
import type {GraphBuilder} from './graph-builder.js';
import {DataType} from './tensorflow-binding.js';

/** Nodes that sum up gradients over several runs. */
export interface AccumulationNodes {
  /** Fetch the loss here to begin a new sum with this run's gradients. */
  firstLoss: string;
  /** Fetch the loss here to add this run's to the sum. */
  nextLoss: string;
}

/** Adds the sums, which start by assignment and so need no zeros. */
export function addAccumulation(
  builder: GraphBuilder,
  loss: string,
  gradients: Readonly<Record<string, string>>,
  slots: Readonly<Record<string, AdamWSlot>>,
): AccumulationNodes {
  const lossAfter = (order: string, op: string) => {
    const sums = Object.entries(slots).map(([name, {accumulator}]) =>
      builder.add(`accumulation/${name}/${order}`, op, [accumulator.handle, gradients[name]!], {
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
