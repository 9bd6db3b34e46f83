import type {AdamWOptions} from './adamw-rates.js';
import {addClip, addGlobalNorm} from './emit-gradient-norm.js';
import {type AdamWSlot, addFusedUpdate, addSeparateUpdates} from './emit-variable-update.js';
import type {GraphBuilder} from './graph-builder.js';
import {DataType} from './tensorflow-binding.js';
import {addVariable, type VariableNodes} from './variable-store.js';

const float32 = {type: DataType.float32};

/** Nodes that all updates of an optimizer use. */
export interface AdamWNodes {
  slots: Readonly<Record<string, AdamWSlot>>;
  /** Placeholders of float32 scalars. */
  feeds: {learningRate: string; epsilon: string};
  /** Placeholders of 1 - learningRate · decayRate, by the decay rate. */
  decayFactors: ReadonlyMap<number, string>;
  /** Fetch this to set the running means to zero. */
  reset: string;
}

/** Adds the state of AdamW for the given variables, below `optimizer`. */
export function addAdamW(
  builder: GraphBuilder,
  parameters: Readonly<Record<string, VariableNodes>>,
  {weightDecay, rateFactor}: AdamWOptions,
): AdamWNodes {
  const slots: Record<string, AdamWSlot> = {};
  const zeroed: string[] = [];
  const decayFactors = new Map<number, string>();
  const scalar = (name: string) => builder.placeholder(`optimizer/${name}`, DataType.float32, []);
  const feeds = {learningRate: scalar('learningRate'), epsilon: scalar('epsilon')};
  const rates = new Map([[1, feeds.learningRate]]);
  for (const [name, parameter] of Object.entries(parameters)) {
    const scope = `optimizer/${name}`;
    const [mean, squaresMean, accumulator] = ['mean', 'squaresMean', 'accumulator'].map((role) =>
      addVariable(builder, `${scope}/${role}`, parameter.spec),
    ) as [VariableNodes, VariableNodes, VariableNodes];
    const factor = rateFactor(name);
    const decayRate = weightDecay(name) * factor;
    const learningRate = rates.get(factor) ?? addRate(builder, rates, factor);
    slots[name] = {parameter, mean, squaresMean, accumulator, decayRate, learningRate};
    if (decayRate !== 0 && !decayFactors.has(decayRate))
      decayFactors.set(decayRate, scalar(`decayFactor_${decayFactors.size}`));
    const zeros = addZeros(builder, `${scope}/zeros`, parameter.spec.shape);
    for (const {handle} of [mean, squaresMean]) zeroed.push(addZeroing(builder, handle, zeros));
  }
  return {slots, feeds, decayFactors, reset: builder.done('optimizer/reset', zeroed)};
}

/** The learning rate times `factor`, kept in `rates` by the factor. */
function addRate(builder: GraphBuilder, rates: Map<number, string>, factor: number): string {
  const scope = `optimizer/rate_${rates.size}`;
  const rate = builder.floatOp(scope, 'Mul', [rates.get(1)!, builder.float(`${scope}/factor`, factor)]);
  rates.set(factor, rate);
  return rate;
}

/**
 * Adds one update of all parameters by their gradients (references, by parameter), below `scope`. It changes the
 * parameters' memory, so whatever else reads them in the same run must be among what the gradients and `after` depend on.
 *
 * @returns the global norm of the gradients before clipping, and the nodes that must run
 */
export function addAdamWUpdate(
  builder: GraphBuilder,
  scope: string,
  {slots, feeds, decayFactors}: AdamWNodes,
  {gradients, after}: {gradients: Readonly<Record<string, string>>; after: readonly string[]},
  {beta1, beta2, maxGradientNorm, fused}: AdamWOptions,
): {norm: string; updates: string[]} {
  const root = addGlobalNorm(builder, `${scope}/norm`, Object.values(gradients));
  const norm = builder.after(`${scope}/norm`, root, after);
  const clip =
    maxGradientNorm === undefined ? undefined : addClip(builder, `${scope}/clip`, norm, maxGradientNorm);
  const betas = {
    beta1: builder.float(`${scope}/beta1`, beta1),
    beta2: builder.float(`${scope}/beta2`, beta2),
  };
  const addUpdate = fused ? addFusedUpdate : addSeparateUpdates;
  const updates = Object.entries(slots).map(([name, slot]) =>
    addUpdate(builder, `${scope}/${name}`, slot, {
      gradient: gradients[name]!,
      norm,
      clip,
      decayFactor: decayFactors.get(slot.decayRate),
      ...betas,
      epsilon: feeds.epsilon,
    }),
  );
  return {norm, updates};
}

function addZeros(builder: GraphBuilder, scope: string, shape: readonly number[]): string {
  const inputs = [builder.ints(`${scope}/shape`, shape), builder.float(`${scope}/value`, 0)];
  return builder.add(scope, 'Fill', inputs, {T: float32, index_type: {type: DataType.int32}});
}

function addZeroing(builder: GraphBuilder, handle: string, zeros: string): string {
  // The graph's optimizer makes the zeros a constant, whose memory no variable may be updated in.
  const copy = builder.add(`${handle}/zeros`, 'DeepCopy', [zeros], {T: float32});
  return builder.add(`${handle}/zero`, 'AssignVariableOp', [handle, copy], {dtype: float32});
}
