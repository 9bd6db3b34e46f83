import type {AdamWOptions} from './adamw-rates.js';
import type {GraphBuilder} from './graph-builder.js';
import {DataType} from './tensorflow-binding.js';
import {addVariable, type VariableNodes} from './variable-store.js';

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
    for (const {handle} of [mean, squaresMean])
      zeroed.push(builder.add(`${handle}/zero`, 'AssignVariableOp', [handle, zeros], {dtype: float32}));
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
 * Adds one update of all parameters by their gradients (references, by parameter), below `scope`.
 *
 * @returns the global norm of the gradients before clipping, and the nodes that must run
 */
export function addAdamWUpdate(
  builder: GraphBuilder,
  scope: string,
  {slots, feeds, decayFactors}: AdamWNodes,
  gradients: Readonly<Record<string, string>>,
  {beta1, beta2, maxGradientNorm}: AdamWOptions,
): {norm: string; updates: string[]} {
  const norm = addGlobalNorm(builder, `${scope}/norm`, Object.values(gradients));
  const clip =
    maxGradientNorm === undefined ? undefined : addClip(builder, `${scope}/clip`, norm, maxGradientNorm);
  const zero = builder.float(`${scope}/zero`, 0);
  const betas = [builder.float(`${scope}/beta1`, beta1), builder.float(`${scope}/beta2`, beta2)];
  const updates = Object.entries(slots).map(
    ([name, {parameter, mean, squaresMean, decayRate, learningRate}]) => {
      const own = `${scope}/${name}`;
      const gradient = gradients[name]!;
      const clipped =
        clip === undefined ? gradient : builder.floatOp(`${own}/clipped`, 'Mul', [gradient, clip]);
      // After the norm all that used the parameter has run: an update then needs no copy of it.
      let before = norm;
      if (decayRate !== 0) {
        const factors = [parameter.read, decayFactors.get(decayRate)!];
        const decayed = builder.add(`${own}/decayed`, 'Mul', [...factors, `^${norm}`], {T: float32});
        before = builder.add(`${own}/decay`, 'AssignVariableOp', [parameter.handle, decayed], {
          dtype: float32,
        });
      }
      // Powers of the betas that are zero switch TensorFlow's own bias correction off.
      const inputs = [zero, zero, learningRate, ...betas, feeds.epsilon, clipped, `^${before}`];
      const handles = [parameter.handle, mean.handle, squaresMean.handle];
      return builder.add(`${own}/update`, 'ResourceApplyAdam', [...handles, ...inputs], {
        T: float32,
        use_locking: {bool: false},
        use_nesterov: {bool: false},
      });
    },
  );
  return {norm, updates};
}

/** The root of the sum of the squares of all elements, as `torch.nn.utils.clip_grad_norm_` has it. */
function addGlobalNorm(builder: GraphBuilder, scope: string, gradients: readonly string[]): string {
  // L2Loss is half the sum of the squares, in one pass.
  const halves = gradients.map((gradient, index) =>
    builder.floatOp(`${scope}/half_${index}`, 'L2Loss', [gradient]),
  );
  const sum = builder.add(`${scope}/sum`, 'AddN', halves, {N: {int: halves.length}, T: float32});
  const squares = builder.floatOp(`${scope}/squares`, 'Mul', [sum, builder.float(`${scope}/two`, 2)]);
  return builder.floatOp(`${scope}/root`, 'Sqrt', [squares]);
}

/** min(1, max / (norm + 1e-6)), as in `torch.nn.utils.clip_grad_norm_`. */
function addClip(builder: GraphBuilder, scope: string, norm: string, maxGradientNorm: number): string {
  const guarded = builder.floatOp(`${scope}/guarded`, 'AddV2', [norm, builder.float(`${scope}/small`, 1e-6)]);
  const ratio = builder.floatOp(`${scope}/ratio`, 'RealDiv', [
    builder.float(`${scope}/max`, maxGradientNorm),
    guarded,
  ]);
  return builder.floatOp(`${scope}/factor`, 'Minimum', [ratio, builder.float(`${scope}/one`, 1)]);
}

function addZeros(builder: GraphBuilder, scope: string, shape: readonly number[]): string {
  const inputs = [builder.ints(`${scope}/shape`, shape), builder.float(`${scope}/value`, 0)];
  return builder.add(scope, 'Fill', inputs, {T: float32, index_type: {type: DataType.int32}});
}
