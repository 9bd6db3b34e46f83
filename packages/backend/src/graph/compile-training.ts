import {emitTraining, type TrainingProgram} from './emit-training.js';
import {GraphSession} from './graph-session.js';
import {NativeSession} from './native-session.js';
import type {TrainingFunction} from './training-functions.js';
import {TrainingSession} from './training-session.js';

/**
 * Compiles a training step: loss, gradients, clipping and AdamW's update in place run as one call. The
 * forward and backward pass are recorded as {@link compileFunctions} does it; the optimizer is written into
 * the graph directly, as its operations have no counterpart in tfjs.
 *
 * @throws GraphError where the loss can't be compiled; it can still run eagerly
 */
export function compileTraining<Name extends string = never>(
  program: TrainingProgram<Name>,
): TrainingSession<Name> {
  const {trainable, frozen, lanes = 1} = program;
  const {builder, functions, variables, options, adamW} = emitTraining(program);
  const native = new NativeSession(builder);
  const graph = new GraphSession<Name | TrainingFunction>({native, functions, variables});
  graph.assign({...frozen, ...trainable});
  return new TrainingSession({graph, lanes, trainable: Object.keys(trainable), options, adamW});
}
