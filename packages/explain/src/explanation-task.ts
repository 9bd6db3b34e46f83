import {exactMasks, exactValues} from './exact-values.js';
import type {ExplainableText} from './explainable-text.js';
import {type Faithfulness, faithfulness} from './faithfulness.js';
import {occlusionMasks, occlusionValues} from './occlusion-values.js';
import type {ExplanationTask} from './open-explanation.js';
import type {ExplainParams} from './params.js';
import {
  ADDITIVITY_TOLERANCE,
  type ExplanationSteps,
  gapOf,
  type PartValues,
  requireAdditive,
} from './part-values.js';
import {type PartitionOptions, type PartitionValues, partitionValues} from './partition-explainer.js';
import {wholeTreeMasks} from './whole-tree-masks.js';

/** Methods that only look at outputs for hidden parts. */
export type MaskingMethod = Exclude<ExplainParams['method'], 'integratedGradients'>;

export interface TextExplanation extends PartValues, Faithfulness {
  /** See {@link gapOf}. */
  gap: number;
}

/** Masks chosen at a time where all are going to be evaluated, so that none has to be chosen with care. */
const WHOLE_TREE_BATCH = 64;
/** Masks by which the faithfulness of the values is measured. */
const FAITHFULNESS_MASKS = 10;

export interface MethodOptions extends PartitionOptions {
  method: MaskingMethod;
  mode: 'words' | 'shap';
}

/** The work of explaining one text, with its faithfulness measured. */
export function explanationTask(
  text: ExplainableText,
  options: MethodOptions,
): ExplanationTask<TextExplanation> {
  const masks = evaluationsAtMost([{text, maxEvaluations: options.maxEvaluations}], options);
  return {text, steps: measured(text, methodSteps(text, options), ADDITIVITY_TOLERANCE), masks};
}

/** What explaining texts may take, in versions evaluated. */
export function evaluationsAtMost(
  texts: readonly {text: Pick<ExplainableText, 'hideable' | 'tree'>; maxEvaluations: number}[],
  options: Pick<ExplainParams, 'method' | 'fixedContext'>,
): number {
  const ofEach = texts.map(
    ({text, maxEvaluations}) => Math.min(maxEvaluations, masksNeeded(text, options)) + FAITHFULNESS_MASKS,
  );
  return ofEach.reduce((sum, count) => sum + count, 0);
}

/** The work of measuring values that are there already, and may be so far from the outputs. */
export function faithfulnessTask(
  text: ExplainableText,
  values: PartValues,
  mostGap: number,
): ExplanationTask<TextExplanation> {
  return {text, steps: measured(text, given(values), mostGap), masks: FAITHFULNESS_MASKS};
}

/** Masks after which the method has nothing more to find out. */
export function masksNeeded(
  text: Pick<ExplainableText, 'hideable' | 'tree'>,
  {method, fixedContext}: Pick<ExplainParams, 'method' | 'fixedContext'>,
): number {
  if (method === 'integratedGradients') return Number.POSITIVE_INFINITY;
  if (method === 'exact') return exactMasks(text);
  if (method === 'occlusion') return occlusionMasks(text);
  return wholeTreeMasks(text.tree, {fixedContext});
}

function methodSteps(text: ExplainableText, options: MethodOptions): ExplanationSteps<PartValues> {
  const parts = text.pieces.length;
  if (options.method === 'exact') return exactValues(parts, text.hideable);
  if (options.method === 'occlusion') return occlusionValues(parts, text.hideable);
  const isWhole = options.mode === 'words' && masksNeeded(text, options) <= options.maxEvaluations;
  return valuesAlone(
    partitionValues(text.tree, isWhole ? {...options, batchSize: WHOLE_TREE_BATCH} : options),
  );
}

/** Without the credit of the tree's nodes, which would be most of what a run keeps of its finished work. */
function* valuesAlone(steps: ExplanationSteps<PartitionValues>): ExplanationSteps<PartValues> {
  const {credit, ...values} = yield* steps;
  return values;
}

function* measured(
  text: ExplainableText,
  steps: ExplanationSteps<PartValues>,
  mostGap: number,
): ExplanationSteps<TextExplanation> {
  const values = yield* steps;
  const gap = gapOf(values);
  requireAdditive(gap, mostGap, text.text);
  return {...values, gap, ...(yield* faithfulness(values, text.hideable))};
}

// biome-ignore lint/correctness/useYield: values that are there need no evaluation
function* given(values: PartValues): ExplanationSteps<PartValues> {
  return values;
}
