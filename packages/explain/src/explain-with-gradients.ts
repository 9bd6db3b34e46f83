import {type ClassifierWeights, type HeadOutput, headOutput} from '@retune/encoder';
import type {Emit} from '@retune/stage';
import type {Budget} from './budget.js';
import type {ExplainableText} from './explainable-text.js';
import type {ExplainedClassifier} from './explained-classifiers.js';
import {integratedGradients, type PathLook, type PathSteps} from './integrated-gradients.js';
import type {PartValues} from './part-values.js';
import {createPathGradients, type PathGradients, type PathOutput} from './path-gradients.js';
import type {PathPoint} from './path-point.js';
import {textGroups} from './text-groups.js';
import type {WordIds} from './word-text.js';

/** A text to explain by integrated gradients, with its budget. */
export interface GradientTask extends Budget {
  text: ExplainableText & WordIds;
}

export interface GradientWork {
  model: ExplainedClassifier['model'];
  weights: ClassifierWeights;
  classes: number;
  emit: Emit;
  /** Points on the path at first. */
  steps: number;
  maskId: number;
  /** Does a group's work, or has its results already. */
  group: <Results>(work: () => Promise<Results>) => Promise<Results>;
  /** Told what share of the work is done. */
  onProgress: (share: number) => void;
}

/**
 * Explains texts by {@link integratedGradients} in groups, those of a group side by side, so that their points
 * share the model's batches. What shares a batch depends on the texts alone, so equal texts give equal bits.
 */
export async function explainWithGradients(
  tasks: readonly GradientTask[],
  {model, weights, classes, emit, group, onProgress, ...options}: GradientWork,
): Promise<PartValues[]> {
  const gradients = createPathGradients({model, weights, classes}, emit);
  const method = {...options, head: headOutput(weights)};
  try {
    const results: PartValues[] = [];
    for (const members of textGroups(tasks)) {
      const before = results.length;
      const onShare = (share: number) => onProgress((before + share * members.length) / tasks.length);
      results.push(...(await group(async () => explainGroup(members, gradients, method, onShare))));
      onShare(1);
    }
    return results;
  } finally {
    gradients.dispose();
  }
}

type Method = Pick<GradientWork, 'steps' | 'maskId'> & {head: HeadOutput};

/** A text on its way: where it looks next, or its result. */
interface OpenText {
  inputIds: readonly number[];
  hiddenIds: readonly number[];
  steps: PathSteps;
  state: IteratorResult<PathLook, PartValues>;
}

function explainGroup(
  tasks: readonly GradientTask[],
  gradients: PathGradients,
  method: Method,
  onShare: (share: number) => void,
): PartValues[] {
  const texts = tasks.map((task) => openText(task, method));
  for (let round = 1; ; round++) {
    const open = texts.filter(({state}) => state.done !== true);
    if (open.length === 0) return texts.map(({state}) => state.value as PartValues);
    goOnTogether(open, gradients);
    // How many rounds a text will take is not known before: each is taken to do half of what is left.
    const undone = texts.filter(({state}) => state.done !== true).length / texts.length;
    onShare(1 - undone * 0.5 ** round);
  }
}

function openText({text, ...budget}: GradientTask, {maskId, ...method}: Method): OpenText {
  const {inputIds, wordOf, pieces} = text;
  const hiddenIds = inputIds.map((id, token) => (wordOf[token] === -1 ? id : maskId));
  const run = integratedGradients({text: text.text, wordOf, words: pieces.length}, {...method, ...budget});
  return {inputIds, hiddenIds, steps: run, state: run.next()};
}

function goOnTogether(texts: readonly OpenText[], gradients: PathGradients): void {
  const looks = texts.map(({state}) => state.value as PathLook);
  const outputs = gradients
    .outputs(
      texts.flatMap((text, i) => (looks[i] as PathLook).outputsAt.map((at) => ({...pathOf(text), at}))),
    )
    .values();
  const changes = gradients
    .changes(
      texts.flatMap((text, i) => (looks[i] as PathLook).changesAt.map((at) => ({...pathOf(text), ...at}))),
    )
    .values();
  for (const [i, text] of texts.entries()) {
    const {outputsAt, changesAt} = looks[i] as PathLook;
    text.state = text.steps.next({
      outputs: outputsAt.map(() => outputs.next().value as PathOutput),
      changes: changesAt.map(() => changes.next().value as Float32Array[]),
    });
  }
}

function pathOf({hiddenIds, inputIds}: OpenText): Pick<PathPoint, 'from' | 'to'> {
  return {from: hiddenIds, to: inputIds};
}
