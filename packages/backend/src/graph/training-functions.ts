import type {AdamWOptions} from './adamw-rates.js';
import {addAccumulation} from './emit-accumulation.js';
import {type AdamWNodes, addAdamWUpdate} from './emit-adamw.js';
import type {FeedSpec} from './function-spec.js';
import type {GraphBuilder} from './graph-builder.js';
import type {CompiledFunction} from './graph-session.js';
import {DataType} from './tensorflow-binding.js';
import type {VariableNodes} from './variable-store.js';

/** What a training session runs, beside the functions of its user. */
export type TrainingFunction =
  | `training/lane_${number}`
  | 'training/step'
  | 'training/accumulateFirst'
  | 'training/accumulateNext'
  | 'training/applyAccumulated'
  | 'training/reset';

/** The emitted forward and backward pass of a batch. */
export interface EmittedLoss {
  specs: Readonly<Record<string, FeedSpec>>;
  /** The placeholder of each feed. */
  feeds: Readonly<Record<string, string>>;
  loss: string;
  /** By trainable variable. */
  gradients: Readonly<Record<string, string>>;
}

/** The name of the function that takes the feeds of a lane's batch. */
export function laneName(lane: number): `training/lane_${number}` {
  return `training/lane_${lane}`;
}

/** Adds the nodes that use the sum of the lanes' gradients, as functions to run. */
export function addTrainingFunctions(
  builder: GraphBuilder,
  adamW: AdamWNodes,
  lanes: readonly EmittedLoss[],
  options: AdamWOptions,
): Record<TrainingFunction, CompiledFunction> {
  const {loss, gradients} = addLaneSum(builder, lanes);
  const sums = Object.fromEntries(
    Object.entries(adamW.slots).map(([name, {accumulator}]) => [name, accumulator.read]),
  );
  // A loss may read a variable where no gradient does, as in a product with another.
  const step = addAdamWUpdate(builder, 'step', adamW, {gradients, after: [loss]}, options);
  // This run computes no loss.
  const accumulatedStep = addAdamWUpdate(
    builder,
    'accumulatedStep',
    adamW,
    {gradients: sums, after: []},
    options,
  );
  const accumulation = addAccumulation(builder, loss, gradients, adamW.slots);

  const rates = scalarFeeds([adamW.feeds.learningRate, adamW.feeds.epsilon, ...adamW.decayFactors.values()]);
  const laneFeeds = lanes.map(({specs, feeds}, lane) => [laneName(lane), {specs, feeds, outputs: {}}]);
  return {
    ...Object.fromEntries(laneFeeds),
    'training/step': {
      ...rates,
      outputs: {loss: builder.after('step/loss', loss, step.updates), gradientNorm: step.norm},
    },
    'training/accumulateFirst': {specs: {}, feeds: {}, outputs: {loss: accumulation.firstLoss}},
    'training/accumulateNext': {specs: {}, feeds: {}, outputs: {loss: accumulation.nextLoss}},
    'training/applyAccumulated': {
      ...rates,
      outputs: {
        gradientNorm: builder.after('accumulatedStep/done', accumulatedStep.norm, accumulatedStep.updates),
      },
    },
    'training/reset': {specs: {}, feeds: {}, outputs: {done: adamW.reset}},
  };
}

/** The sums over all lanes. */
function addLaneSum(
  builder: GraphBuilder,
  lanes: readonly EmittedLoss[],
): Pick<EmittedLoss, 'loss' | 'gradients'> {
  const [first] = lanes as [EmittedLoss, ...EmittedLoss[]];
  const sum = (name: string, parts: string[]) =>
    parts.length === 1
      ? parts[0]!
      : builder.add(`lanes/${name}`, 'AddN', parts, {
          N: {int: parts.length},
          T: {type: DataType.float32},
        });
  const gradients = Object.keys(first.gradients).map((name) => [
    name,
    sum(
      `gradient/${name}`,
      lanes.map((lane) => lane.gradients[name]!),
    ),
  ]);
  return {
    loss: sum(
      'loss',
      lanes.map(({loss}) => loss),
    ),
    gradients: Object.fromEntries(gradients),
  };
}

/** The optimizer's state among the session's variables. */
export function stateVariables({slots}: AdamWNodes): Record<string, VariableNodes> {
  return Object.fromEntries(
    Object.entries(slots).flatMap(([name, {mean, squaresMean}]) => [
      [meanName(name), mean],
      [squaresMeanName(name), squaresMean],
    ]),
  );
}

/** The name of the variable with the running mean of a parameter's gradients. */
export function meanName(parameter: string): string {
  return `optimizer/${parameter}/mean`;
}

/** The name of the variable with the running mean of their squares. */
export function squaresMeanName(parameter: string): string {
  return `optimizer/${parameter}/squaresMean`;
}

type ScalarFeeds = Pick<CompiledFunction, 'specs' | 'feeds'>;

/** Placeholders of float32 scalars as feeds of their own name. */
function scalarFeeds(placeholders: readonly string[]): ScalarFeeds {
  return {
    specs: Object.fromEntries(placeholders.map((name) => [name, {dtype: 'float32', shape: []}])),
    feeds: Object.fromEntries(placeholders.map((name) => [name, name])),
  };
}
