import type {ClassifierWeights} from '@retune/encoder';
import type {Emit} from '@retune/stage';
import {type ClassifyVersions, explainTexts} from './explain-texts.js';
import type {ExplainableText} from './explainable-text.js';
import type {FinishedWork} from './finished-work.js';
import {integratedGradients} from './integrated-gradients.js';
import type {ExplanationSteps, PartValues} from './part-values.js';
import {createPathGradients} from './path-gradients.js';
import type {WordIds} from './word-text.js';

/** Texts to explain by integrated gradients, each with its budget. */
export interface GradientTask {
  text: ExplainableText & WordIds;
  maxEvaluations: number;
}

export interface GradientWork {
  weights: ClassifierWeights;
  steps: number;
  maskId: number;
  emit: Emit;
  finished: FinishedWork;
}

/** Explains texts by {@link integratedGradients}, one after the other. */
export async function explainWithGradients(
  tasks: readonly GradientTask[],
  classify: ClassifyVersions,
  {weights, steps, maskId, emit, finished}: GradientWork,
  onText: () => void,
): Promise<PartValues[]> {
  const ends = await explainTexts(
    tasks.map(({text}) => ({text, steps: pathEnds(text), masks: 2})),
    classify,
    {group: (work) => finished.next(work)},
  );
  const classes = ends[0]?.outputs.length ?? 0;
  const gradients = createPathGradients(weights, classes, emit);
  try {
    const explained: PartValues[] = [];
    for (const [i, {text, maxEvaluations}] of tasks.entries()) {
      const {inputIds, wordOf} = text;
      const hiddenIds = inputIds.map((id, token) => (wordOf[token] === -1 ? id : maskId));
      const gradientText = {text: text.text, inputIds, wordOf, words: text.pieces.length, hiddenIds};
      const end = ends[i] as (typeof ends)[number];
      explained.push(
        await finished.next(() =>
          integratedGradients(gradients, {...gradientText, ...end}, {steps, maxEvaluations}),
        ),
      );
      onText();
    }
    return explained;
  } finally {
    gradients.dispose();
  }
}

function* pathEnds({pieces}: ExplainableText): ExplanationSteps<Pick<PartValues, 'baseValues' | 'outputs'>> {
  const all = new Uint8Array(pieces.length).fill(1);
  const [baseValues, outputs] = (yield {masks: [new Uint8Array(pieces.length), all]}) as [
    Float64Array,
    Float64Array,
  ];
  return {baseValues, outputs};
}
