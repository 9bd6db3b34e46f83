import type {GraphBuilder} from './graph-builder.js';
import {DataType} from './tensorflow-binding.js';
import type {VariableNodes} from './variable-store.js';

const float32 = {type: DataType.float32};

/** A trainable variable with the running means of its gradients and of their squares, all of one shape. */
export interface AdamWSlot {
  parameter: VariableNodes;
  mean: VariableNodes;
  squaresMean: VariableNodes;
  /** The sum of gradients where a step is made of several batches. */
  accumulator: VariableNodes;
  /** Decay times rate factor: what a step at learning rate 1 takes away. */
  decayRate: number;
  /** float32 scalar, the learning rate times the variable's factor. */
  learningRate: string;
}

/** What a variable is updated by: float32 scalars but for the gradient, which has the variable's shape. */
export interface UpdateInputs {
  gradient: string;
  /** Of all gradients. Once it is known, all that reads the variable has run, so an update in place needs no copy. */
  norm: string;
  /** What the gradient is multiplied by; undefined leaves it as it is. */
  clip: string | undefined;
  /** What the variable is multiplied by before its update; undefined where it does not decay. */
  decayFactor: string | undefined;
  beta1: string;
  beta2: string;
  epsilon: string;
}

/** Adds FusedAdamW (setup/native/fused-adamw.cc), which goes through memory once. */
export function addFusedUpdate(
  builder: GraphBuilder,
  scope: string,
  {parameter, mean, squaresMean, learningRate}: AdamWSlot,
  {gradient, norm, clip, decayFactor, beta1, beta2, epsilon}: UpdateInputs,
): string {
  const one = builder.float(`${scope}/one`, 1);
  const reads = [parameter, mean, squaresMean].map(({read}) => read);
  const scalars = [clip ?? one, decayFactor ?? one, learningRate, beta1, beta2, epsilon];
  return builder.add(`${scope}/update`, 'FusedAdamW', [...reads, gradient, ...scalars, `^${norm}`]);
}

/** Adds TensorFlow's own operations for the same: clipping, decay, and Adam without its bias correction. */
export function addSeparateUpdates(
  builder: GraphBuilder,
  scope: string,
  {parameter, mean, squaresMean, learningRate}: AdamWSlot,
  {gradient, norm, clip, decayFactor, beta1, beta2, epsilon}: UpdateInputs,
): string {
  const clipped =
    clip === undefined ? gradient : builder.floatOp(`${scope}/clipped`, 'Mul', [gradient, clip]);
  const before = decayFactor === undefined ? norm : addDecay(builder, scope, parameter, {norm, decayFactor});
  // Powers of the betas that are zero switch TensorFlow's own bias correction off.
  const zero = builder.float(`${scope}/zero`, 0);
  const handles = [parameter.handle, mean.handle, squaresMean.handle];
  const inputs = [...handles, zero, zero, learningRate, beta1, beta2, epsilon, clipped, `^${before}`];
  const attributes = {T: float32, use_locking: {bool: false}, use_nesterov: {bool: false}};
  return builder.add(`${scope}/update`, 'ResourceApplyAdam', inputs, attributes);
}

function addDecay(
  builder: GraphBuilder,
  scope: string,
  {read, handle}: VariableNodes,
  {norm, decayFactor}: {norm: string; decayFactor: string},
): string {
  const decayed = builder.add(`${scope}/decayed`, 'Mul', [read, decayFactor, `^${norm}`], {T: float32});
  return builder.add(`${scope}/decay`, 'AssignVariableOp', [handle, decayed], {dtype: float32});
}
