export type {AdamWOptions} from './adamw-rates.js';
export {compileFunctions, type GraphProgram} from './compile-functions.js';
export {compileTraining, type TrainingProgram} from './compile-training.js';
export type {FeedValue, GraphArray} from './feed-values.js';
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
