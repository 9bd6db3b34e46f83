import {readClassifierWeights} from '@retune/encoder';
import {GOLDEN_MODELS, goldenSource, largestDifference} from '@retune/encoder/testing';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {exactValues} from './exact-values.js';
import {explainTexts} from './explain-texts.js';
import type {Version} from './explainable-text.js';
import {graphClassifier, type TextClassifier} from './graph-classifier.js';
import {classifyWith} from './masked-model.js';
import {maskedTexts} from './masked-texts.js';
import type {ExplanationTask} from './open-explanation.js';
import type {PartValues} from './part-values.js';
import {type PartitionValues, partitionValues} from './partition-explainer.js';
import {shapText} from './shap-text.js';
import {GOLDEN_MAX_LENGTH, goldenText, type ShapCase, shapCases} from './testing/shap-goldens.js';

describe.each(GOLDEN_MODELS)('explanations of %s equal those of shap', (checkpoint) => {
  let classifier: TextClassifier;
  const explanations = new Map<string, CountedTask & {values: PartitionValues}>();
  beforeAll(async () => {
    classifier = graphClassifier(await readClassifierWeights(goldenSource(checkpoint)));
    for (const group of casesOfEqualMask(checkpoint)) {
      const tasks = await Promise.all(group.map((golden) => partitionTask(checkpoint, golden)));
      const values = await explainTexts(
        tasks,
        await classifyAs(checkpoint, group[0] as ShapCase, classifier),
      );
      group.forEach(({name}, i) => {
        const task = tasks[i] as CountedTask;
        explanations.set(name, {...task, values: values[i] as PartitionValues});
      });
    }
  });
  afterAll(() => classifier.dispose());

  test.each(casesToExplain(checkpoint))('$name', (golden) => {
    const {values, sent, distinct} = explanations.get(golden.name) as CountedTask & {values: PartitionValues};
    expect(largestDifference([values.baseValues], [golden.base_values])).toBeLessThan(1e-5);
    expect(largestDifference([values.outputs], [golden.full_values])).toBeLessThan(1e-5);
    expect(largestDifference(values.values, golden.values)).toBeLessThan(1e-4);
    expect(largestDifference(values.credit, golden.hierarchical_values)).toBeLessThan(1e-4);
    expect(values.evaluations).toBe(golden.masks_counted);
    expect(sent()).toBe(golden.texts_evaluated);
    expect(distinct.size).toBe(golden.distinct_texts);
  });

  const exactCases = shapCases(checkpoint).filter(({exact_shapley}) => exact_shapley !== undefined);
  test.each(exactCases)('exact values of $name', async (golden) => {
    const {encoder, source} = await goldenText(checkpoint, golden);
    const text = shapText(source, encoder.special, {maxLength: GOLDEN_MAX_LENGTH, reuse: false});
    const steps = exactValues(text.pieces.length, text.hideable);
    const classify = await classifyAs(checkpoint, golden, classifier);
    const [explained] = await explainTexts([{text, steps, masks: 0}], classify);
    expect(
      largestDifference((explained as PartValues).values, golden.exact_shapley as number[][]),
    ).toBeLessThan(1e-4);
  });
});

test('texts of several groups are explained as alone', async () => {
  const golden = shapCases('tiny-bert').find(({name}) => name === 'short-1') as ShapCase;
  const task = async () => ({...(await partitionTask('tiny-bert', golden)), masks: golden.masks_counted});
  const classify = async (versions: readonly Version[]) =>
    versions.map(({key}) => Float64Array.of(key.length));
  const [alone] = await explainTexts([await task()], classify);
  const progress: [number, number][] = [];
  const many = await explainTexts(await Promise.all(Array.from({length: 40}, task)), classify, {
    onProgress: (...step) => progress.push(step),
  });
  expect(many).toEqual(new Array(40).fill(alone));
  expect(progress.at(-1)).toEqual([40 * golden.masks_counted, 40 * golden.masks_counted]);
});

test('no texts make no explanations', async () => {
  expect(await explainTexts([], async () => [])).toEqual([]);
});

/** All cases of the two small models; for the others, which differ in the masker alone, not the costly ones. */
function casesToExplain(checkpoint: string): ShapCase[] {
  const isCostly = ({tokens, max_evals}: ShapCase) => tokens.length > 40 && max_evals > 100;
  return shapCases(checkpoint).filter((golden) => /bert$/.test(checkpoint) || !isCostly(golden));
}

/** Texts that can share batches. */
function casesOfEqualMask(checkpoint: string): ShapCase[][] {
  const [collapsed, plain]: [ShapCase[], ShapCase[]] = [[], []];
  for (const golden of casesToExplain(checkpoint))
    (golden.collapse_mask_token ? collapsed : plain).push(golden);
  return [plain, collapsed].filter((group) => group.length > 0);
}

interface CountedTask extends ExplanationTask<PartitionValues> {
  /** Texts that SHAP would send to its model. */
  sent: () => number;
  /** Texts that were asked for. */
  distinct: Set<string>;
}

async function partitionTask(checkpoint: string, golden: ShapCase): Promise<CountedTask> {
  const {encoder, source} = await goldenText(checkpoint, golden);
  const text = shapText(source, encoder.special, {maxLength: GOLDEN_MAX_LENGTH, reuse: true});
  const {max_evals: maxEvaluations, batch_size: batchSize, fixed_context: fixedContext} = golden;
  const distinct = new Set<string>();
  let sent = 0;
  function* counted(steps: ReturnType<typeof partitionValues>): typeof steps {
    let step = steps.next();
    while (!step.done) {
      const {masks} = step.value;
      sent += maskedTexts(source, masks, encoder.special).evaluated;
      for (const {key} of text.versions(masks)) distinct.add(key);
      step = steps.next(yield step.value);
    }
    return step.value;
  }
  const steps = counted(partitionValues(text.tree, {maxEvaluations, batchSize, fixedContext}));
  return {text, steps, masks: 0, sent: () => sent, distinct};
}

async function classifyAs(checkpoint: string, golden: ShapCase, classifier: TextClassifier) {
  const {encoder} = await goldenText(checkpoint, golden);
  return classifyWith({classifier, model: 'tuned', ...encoder});
}
