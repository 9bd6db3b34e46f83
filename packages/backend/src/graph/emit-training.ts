import {nativeBackend} from '../native-backend.js';
import {hasFusedAdamW, type tf} from '../tensorflow.js';
import {type AdamWOptions, adamWDefaults} from './adamw-rates.js';
import {addFunctions, addVariables} from './compile-functions.js';
import {type AdamWNodes, addAdamW} from './emit-adamw.js';
import {emitFunction} from './emit-function.js';
import type {FeedSpec, GraphFunction} from './function-spec.js';
import {GraphBuilder} from './graph-builder.js';
import type {CompiledFunction} from './graph-session.js';
import {gradientName, lossAndGradients} from './loss-and-gradients.js';
import {traceFunction} from './traced-function.js';
import {addTrainingFunctions, stateVariables, type TrainingFunction} from './training-functions.js';
import {BATCH_WEIGHT} from './training-session.js';
import type {VariableNodes} from './variable-store.js';

/** A loss to minimize by AdamW, and functions that share its variables. */
export interface TrainingProgram<Name extends string> {
  /** float32 tensors; copied into the session, they stay the caller's. */
  trainable: tf.NamedTensorMap;
  /** Variables that keep their values. */
  frozen?: tf.NamedTensorMap;
  /** Batches that a step can compute side by side, each on its share of the cores; 1 by default. */
  lanes?: number;
  loss: {
    feeds: Readonly<Record<string, FeedSpec>>;
    /**
     * The loss of a batch, in ordinary tfjs with gradients. Noise must come from operations on a fed
     * seed, as `dropout` with a seed tensor has it.
     */
    compute(feeds: tf.NamedTensorMap, variables: tf.NamedTensorMap): tf.Scalar;
  };
  optimizer?: Partial<AdamWOptions>;
  /** For instance the logits without dropout, to evaluate with. */
  functions?: Readonly<Record<Name, GraphFunction>>;
}

/** A training program as nodes of a graph that no session has loaded yet. */
export interface EmittedTraining<Name extends string> {
  builder: GraphBuilder;
  functions: Readonly<Record<Name | TrainingFunction, CompiledFunction>>;
  /** All of the graph, the optimizer's state among them. */
  variables: Readonly<Record<string, VariableNodes>>;
  options: AdamWOptions;
  adamW: AdamWNodes;
}

/**
 * Writes the graph of a training program.
 *
 * @throws GraphError where the loss can't be compiled
 */
export function emitTraining<Name extends string = never>({
  trainable,
  frozen = {},
  lanes = 1,
  loss,
  optimizer = {},
  functions = {} as Readonly<Record<Name, GraphFunction>>,
}: TrainingProgram<Name>): EmittedTraining<Name> {
  const fused = hasFusedAdamW && !nativeBackend().isUsingGpuDevice;
  const options = {...adamWDefaults, fused, ...optimizer};
  const variables = {...frozen, ...trainable};
  const builder = new GraphBuilder();
  const variableNodes = addVariables(builder, variables);
  const compiled = addFunctions(builder, functions, variables, variableNodes);

  const names = Object.keys(trainable);
  const specs: Record<string, FeedSpec> = {...loss.feeds, [BATCH_WEIGHT]: {dtype: 'float32', shape: []}};
  const compute = ({[BATCH_WEIGHT]: weight, ...feeds}: tf.NamedTensorMap, all: tf.NamedTensorMap) =>
    lossAndGradients(() => loss.compute(feeds, all).mul(weight!), all, names);
  const traced = traceFunction({feeds: specs, compute}, variables);
  const emitted = Array.from({length: lanes}, (_, lane) => {
    const {feeds, outputs} = emitFunction(builder, `lane_${lane}`, traced, specs, variableNodes);
    const gradients = names.map((name) => [name, outputs[gradientName(name)]!]);
    return {specs, feeds, loss: outputs.loss!, gradients: Object.fromEntries(gradients)};
  });

  const parameters = Object.fromEntries(names.map((name) => [name, variableNodes[name]!]));
  const adamW = addAdamW(builder, parameters, options);
  const training = addTrainingFunctions(builder, adamW, emitted, options);
  return {
    builder,
    functions: {...compiled, ...training} as Record<Name | TrainingFunction, CompiledFunction>,
    variables: {...variableNodes, ...stateVariables(adamW)},
    options,
    adamW,
  };
}
