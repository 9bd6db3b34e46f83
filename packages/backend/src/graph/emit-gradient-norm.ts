import type {GraphBuilder} from './graph-builder.js';
import {DataType} from './tensorflow-binding.js';

/** The root of the sum of the squares of all elements, as `torch.nn.utils.clip_grad_norm_` has it. */
export function addGlobalNorm(builder: GraphBuilder, scope: string, gradients: readonly string[]): string {
  // L2Loss is half the sum of the squares, in one pass.
  const halves = gradients.map((gradient, index) =>
    builder.floatOp(`${scope}/half_${index}`, 'L2Loss', [gradient]),
  );
  const sum = builder.add(`${scope}/sum`, 'AddN', halves, {
    N: {int: halves.length},
    T: {type: DataType.float32},
  });
  const squares = builder.floatOp(`${scope}/squares`, 'Mul', [sum, builder.float(`${scope}/two`, 2)]);
  return builder.floatOp(`${scope}/root`, 'Sqrt', [squares]);
}

/** min(1, max / (norm + 1e-6)), as in `torch.nn.utils.clip_grad_norm_`. */
export function addClip(builder: GraphBuilder, scope: string, norm: string, maxGradientNorm: number): string {
  const guarded = builder.floatOp(`${scope}/guarded`, 'AddV2', [norm, builder.float(`${scope}/small`, 1e-6)]);
  const ratio = builder.floatOp(`${scope}/ratio`, 'RealDiv', [
    builder.float(`${scope}/max`, maxGradientNorm),
    guarded,
  ]);
  return builder.floatOp(`${scope}/factor`, 'Minimum', [ratio, builder.float(`${scope}/one`, 1)]);
}
