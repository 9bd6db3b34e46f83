import type {ClassifierWeights, EncoderConfig} from '@retune/encoder';
import {StageError, shortList} from '@retune/stage';

/**
 * Throws {@link StageError} where a checkpoint that is judged as it is has no classifier of its own, one for
 * other labels, or one that does not choose a single label. The labels may stand in any order.
 *
 * @param labels those of the tokens
 */
export function requireOwnHead({config, drawn}: ClassifierWeights, labels: readonly string[]): void {
  const where = 'inputs of evaluate: checkpoint';
  const own = config.labels;
  if (own.length === 0)
    throw new StageError({
      where,
      what: 'its config.json names no labels (id2label), so it is no classifier yet',
      mend: 'Wire a model that was trained on it to the port model.',
    });
  const kind = otherKind(config);
  if (kind !== undefined)
    throw new StageError({
      where,
      what: `its classifier ${kind}; only classifiers that choose one of several labels can be judged`,
      mend: 'Use a checkpoint of such a classifier, or wire a model that was trained on this one to the port model.',
    });
  const [missing, unknown] = [without(labels, own), without(own, labels)];
  if (missing.length > 0 || unknown.length > 0)
    throw new StageError({
      where,
      what: `its classifier is for the labels ${shortList(own)}, but the tokens have ${shortList(labels)}`,
      mend: `Give the data the classifier’s labels by their names${notes(missing, unknown)}, or train a model on it.`,
    });
  if (drawn.size > 0)
    throw new StageError({
      where,
      what: `its model.safetensors lacks the classifier’s tensors ${[...drawn].join(', ')}`,
      mend: 'Use a checkpoint that was saved as a classifier, or wire a model that was trained on it.',
    });
}

/** What the classifier does instead of choosing one label; undefined where it does choose. */
function otherKind({problemType, labels}: EncoderConfig): string | undefined {
  if (problemType === 'multi_label_classification')
    return 'gives a text any number of labels (problem_type in config.json is multi_label_classification)';
  if (problemType === 'regression') return 'predicts numbers (problem_type in config.json is regression)';
  // transformers takes a head of one output for a regression.
  if (labels.length === 1) return `has one output, ${labels[0]}, and so predicts a number`;
  return undefined;
}

function without(names: readonly string[], others: readonly string[]): string[] {
  return names.filter((name) => !others.includes(name));
}

function notes(missing: readonly string[], unknown: readonly string[]): string {
  const parts = [
    ...(missing.length > 0 ? [`it does not know ${missing.join(', ')}`] : []),
    ...(unknown.length > 0 ? [`only it has ${unknown.join(', ')}`] : []),
  ];
  return ` (${parts.join('; ')})`;
}
