import {type ClassifierSettings, classifierSettings} from '@retune/artifacts';
import {
  type ClassifierWeights,
  type HiddenStateRows,
  readClassifierWeights,
  rowLengthProblems,
} from '@retune/encoder';
import {type StageContext, StageError} from '@retune/stage';
import {requireFeaturesFit} from './require-features-fit.js';
import {requireOwnHead} from './require-own-head.js';
import type {evaluateStage} from './stage.js';
import type {TokenRows} from './token-rows.js';

type Inputs = StageContext<typeof evaluateStage>['inputs'];

/** The classifiers whose weights lie in files, each read when it is needed. */
export interface JudgedWeights {
  name: 'tuned' | 'ready';
  judged(): Promise<ClassifierWeights>;
  /** The same as before its first step of training; a ready classifier has no such state. */
  untrained: (() => Promise<ClassifierWeights>) | undefined;
}

/**
 * Finds the classifier to judge: that of the model, or the checkpoint's own. Throws {@link StageError} where it
 * does not fit the tokens or the features.
 */
export async function judgedWeights(
  inputs: Inputs,
  tokens: TokenRows,
  features: HiddenStateRows | undefined,
): Promise<JudgedWeights> {
  const {labelNames} = tokens;
  const {model} = inputs;
  const settings: Pick<ClassifierSettings, 'frozenLayers'> =
    model === undefined
      ? {frozenLayers: Number.POSITIVE_INFINITY}
      : await classifierSettings(model, labelNames);
  if (features) requireFeaturesFit(features, tokens.splits.length, settings);
  const checkpoint = {
    config: await inputs.checkpoint.path('config'),
    weights: await inputs.checkpoint.path('weights'),
  };
  const read = async (tuned?: {weights: string}) => {
    const weights = await readClassifierWeights({
      checkpoint,
      labels: labelNames,
      ...(tuned && {tuned}),
      wanted: ({part}) =>
        features === undefined ||
        (typeof part === 'number' ? part >= features.frozenLayers : part !== 'embeddings'),
    });
    requireReadable(weights, tokens);
    return weights;
  };
  if (model === undefined) {
    const ready = async () => {
      const weights = await read();
      requireOwnHead(weights, labelNames);
      return weights;
    };
    return {name: 'ready', judged: ready, untrained: undefined};
  }
  return {
    name: 'tuned',
    judged: async () => read({weights: await model.path('weights')}),
    untrained: async () => read({weights: await model.path('untrained')}),
  };
}

function requireReadable({config}: ClassifierWeights, {inputIds}: TokenRows): void {
  const longest = inputIds.reduce((most, {length}) => Math.max(most, length), 0);
  const problems = rowLengthProblems(longest, config);
  if (problems.length > 0) throw new StageError(problems);
}
