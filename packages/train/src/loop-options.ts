import type {TrainParams} from './params.js';
import type {LoopOptions} from './training-loop.js';

/** The params in the loop's words: a step takes all the rows whose gradients are accumulated. */
export function loopOptions(params: TrainParams): LoopOptions {
  const {schedule, learningRate, warmupSteps, warmupRatio, batchSize, accumulationSteps, ...rest} = params;
  const sizes = {batchSize: batchSize * accumulationSteps, microBatchSize: batchSize};
  return {...rest, ...sizes, schedule: {schedule, peak: learningRate, warmupSteps, warmupRatio}};
}
