import {tf} from '@retune/backend';
import type {GraphFunction, TrainingProgram as GraphProgram} from '@retune/backend/graph';
import {type Float32Tensor, noDropout, type TensorOf} from '@retune/encoder';
import {batchLoss, stepFeedSpecs, type TrainingProgram} from './training-program.js';

/** The evaluation's function of a lane. */
export type LogitsName = ReturnType<typeof logitsName>;

/** A program as the backend compiles it. Its tensors, the trainable and the frozen ones, are the caller's to dispose. */
export function graphProgram(program: TrainingProgram): GraphProgram<LogitsName> {
  const {input, optimizer} = program;
  const logits: GraphFunction = {
    feeds: input.feeds,
    compute: (fed, variables) => ({logits: input.logits(fed, finder(variables), noDropout)}),
  };
  return {
    trainable: tensorsOf(program.trainable),
    frozen: tensorsOf(program.frozen),
    loss: {
      feeds: stepFeedSpecs(program),
      compute: (fed, variables) => batchLoss(program, fed, finder(variables)),
    },
    optimizer,
    lanes: input.lanes,
    functions: Object.fromEntries(Array.from({length: input.lanes}, (_, lane) => [logitsName(lane), logits])),
  };
}

export function logitsName(lane: number): `logits_${number}` {
  return `logits_${lane}`;
}

function tensorsOf(tensors: ReadonlyMap<string, Float32Tensor>): tf.NamedTensorMap {
  return Object.fromEntries([...tensors].map(([name, {shape, data}]) => [name, tf.tensor(data, [...shape])]));
}

function finder(variables: tf.NamedTensorMap): TensorOf {
  return (name) => {
    const tensor = variables[name];
    if (tensor === undefined) throw new Error(`Internal error: the program has no tensor ${name}`);
    return tensor;
  };
}
