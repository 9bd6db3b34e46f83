export type {AdamWOptions} from './adamw-rates.js';
export {compileFunctions} from './compile-functions.js';
export {compileTraining} from './compile-training.js';
export {compiledOrEager} from './compiled-or-eager.js';
export {type EmittedTraining, emitTraining, type TrainingProgram} from './emit-training.js';
export type {GraphArray} from './feed-values.js';
export type {FeedSpec, GraphFunction} from './function-spec.js';
export {GraphError, type GraphProblem} from './graph-error.js';
export {type Feeds, GraphSession} from './graph-session.js';
export {inRounds} from './in-rounds.js';
export {
  type StepResult,
  TrainingSession,
  type TrainingState,
  type WeightedBatch,
} from './training-session.js';
