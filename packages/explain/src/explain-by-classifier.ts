import type {ClassifierWeights} from '@retune/encoder';
import type {Emit} from '@retune/stage';
import type {Budget} from './budget.js';
import {createClassifier} from './create-classifier.js';
import {type ExplainOptions, explainTexts} from './explain-texts.js';
import {explainWithGradients} from './explain-with-gradients.js';
import type {ExplainableText} from './explainable-text.js';
import type {ExplainedClassifier} from './explained-classifiers.js';
import {explanationTask, faithfulnessTask, type TextExplanation} from './explanation-task.js';
import type {FinishedWork} from './finished-work.js';
import {MOST_GAP} from './integrated-gradients.js';
import {classifyWith} from './masked-model.js';
import type {ExplainParams} from './params.js';
import type {TextEncoder} from './text-encoder.js';
import type {WordIds} from './word-text.js';

/** A text with what may be spent on it. `wordOf` and `inputIds` are there in mode `words`. */
export interface SourceText extends Budget {
  text: ExplainableText & Partial<WordIds>;
}

export interface ExplainBy {
  model: ExplainedClassifier['model'];
  weights: ClassifierWeights;
  labels: readonly string[];
  encoder: TextEncoder;
  params: ExplainParams;
  emit: Emit;
  /** Told what share of the work is done. */
  onProgress: (share: number) => void;
  finished: FinishedWork;
}

/** Explains texts by one classifier. */
export async function explainByClassifier(
  sources: readonly SourceText[],
  {model, weights, labels, encoder, params, emit, onProgress, finished}: ExplainBy,
): Promise<TextExplanation[]> {
  const classifier = createClassifier(weights, emit);
  const classify = classifyWith({classifier, model, ...encoder});
  const group: NonNullable<ExplainOptions['group']> = (work) => finished.next(work);
  try {
    const {method, ...options} = params;
    if (method !== 'integratedGradients')
      return await explainTexts(
        sources.map(({text, maxEvaluations}) => explanationTask(text, {...options, method, maxEvaluations})),
        classify,
        {onProgress: (done, total) => onProgress(done / total), group},
      );
    const values = await explainWithGradients(sources as Parameters<typeof explainWithGradients>[0], {
      model,
      weights,
      classes: labels.length,
      emit,
      steps: params.steps,
      maskId: encoder.maskIds[0] as number,
      group,
      onProgress,
    });
    const tasks = sources.map(({text}, i) =>
      faithfulnessTask(text, values[i] as (typeof values)[number], MOST_GAP),
    );
    return await explainTexts(tasks, classify, {group});
  } finally {
    classifier.dispose();
  }
}
