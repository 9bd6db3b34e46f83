import type {AdamWOptions} from './adamw-rates.js';
import {ACCUMULATION_WEIGHT, addAccumulation} from './emit-accumulation.js';
import {type AdamWNodes, addAdamWUpdate} from './emit-adamw.js';
import type {FeedSpec} from './function-spec.js';
import type {GraphBuilder} from './graph-builder.js';
import type {CompiledFunction} from './graph-session.js';
import type {VariableNodes} from './variable-store.js';

/** What a training session runs, beside the functions of its user. */
export type TrainingFunction =
  | 'training/step'
  | 'training/accumulateFirst'
  | 'training/accumulateNext'
  | 'training/applyAccumulated'
  | 'training/reset';

/** The emitted forward and backward pass. */
export interface EmittedLoss {
  specs: Readonly<Record<string, FeedSpec>>;
  /** The placeholder of each feed. */
  feeds: Readonly<Record<string, string>>;
  loss: string;
  /** By trainable variable. */
  gradients: Readonly<Record<string, string>>;
}

/** Adds the nodes that use the gradients, as functions to run. */
export function addTrainingFunctions(
  builder: GraphBuilder,
  adamW: AdamWNodes,
  {specs, feeds, loss, gradients}: EmittedLoss,
  options: AdamWOptions,
): Record<TrainingFunction, CompiledFunction> {
  const sums = Object.fromEntries(
    Object.entries(adamW.slots).map(([name, {accumulator}]) => [name, accumulator.read]),
  );
  const step = addAdamWUpdate(builder, 'step', adamW, gradients, options);
  const accumulatedStep = addAdamWUpdate(builder, 'accumulatedStep', adamW, sums, options);
  const accumulation = addAccumulation(builder, loss, gradients, adamW.slots);

  const rates = scalarFeeds([adamW.feeds.learningRate, adamW.feeds.epsilon, ...adamW.decayFactors.values()]);
  const weight = scalarFeeds([ACCUMULATION_WEIGHT]);
  const withLoss = (scalars: ScalarFeeds) => ({
    specs: {...specs, ...scalars.specs},
    feeds: {...feeds, ...scalars.feeds},
  });
  return {
    'training/step': {
      ...withLoss(rates),
      outputs: {loss: builder.after('step/loss', loss, step.updates), gradientNorm: step.norm},
    },
    'training/accumulateFirst': {...withLoss(weight), outputs: {loss: accumulation.firstLoss}},
    'training/accumulateNext': {...withLoss(weight), outputs: {loss: accumulation.nextLoss}},
    'training/applyAccumulated': {
      ...rates,
      outputs: {
        gradientNorm: builder.after('accumulatedStep/done', accumulatedStep.norm, accumulatedStep.updates),
      },
    },
    'training/reset': {specs: {}, feeds: {}, outputs: {done: adamW.reset}},
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
