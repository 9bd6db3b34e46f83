import type {ClassifierWeights} from '@retune/encoder';
import type {Emit} from '@retune/stage';
import {type ClassifyVersions, explainTexts} from './explain-texts.js';
import type {ExplainableText} from './explainable-text.js';
import {integratedGradients} from './integrated-gradients.js';
import type {ExplanationSteps, PartValues} from './part-values.js';
import {createPathGradients} from './path-gradients.js';
import type {WordIds} from './word-text.js';

/** Texts to explain by integrated gradients, each with its budget. */
export interface GradientTask {
  text: ExplainableText & WordIds;
  maxEvaluations: number;
}

/** Explains texts by {@link integratedGradients}, one after the other. */
export async function explainWithGradients(
  tasks: readonly GradientTask[],
  classify: ClassifyVersions,
  {weights, steps, maskId, emit}: {weights: ClassifierWeights; steps: number; maskId: number; emit: Emit},
  onText: () => void,
): Promise<PartValues[]> {
  const ends = await explainTexts(
    tasks.map(({text}) => ({text, steps: pathEnds(text), masks: 2})),
    classify,
  );
  const classes = ends[0]?.outputs.length ?? 0;
  const gradients = createPathGradients(weights, classes, emit);
  try {
    return tasks.map(({text, maxEvaluations}, i) => {
      const {inputIds, wordOf} = text;
      const hiddenIds = inputIds.map((id, token) => (wordOf[token] === -1 ? id : maskId));
      const {baseValues, outputs} = ends[i] as (typeof ends)[number];
      const gradientText = {text: text.text, inputIds, wordOf, words: text.pieces.length, hiddenIds};
      const values = integratedGradients(
        gradients,
        {...gradientText, baseValues, outputs},
        {steps, maxEvaluations},
      );
      onText();
      return values;
    });
  } finally {
    gradients.dispose();
  }
}

function* pathEnds({pieces}: ExplainableText): ExplanationSteps<Pick<PartValues, 'baseValues' | 'outputs'>> {
  const all = new Uint8Array(pieces.length).fill(1);
  const [baseValues, outputs] = (yield [new Uint8Array(pieces.length), all]) as [Float64Array, Float64Array];
  return {baseValues, outputs};
}
