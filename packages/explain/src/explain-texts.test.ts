import {readClassifierWeights} from '@retune/encoder';
import {GOLDEN_MODELS, goldenSource, largestDifference} from '@retune/encoder/testing';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {explainTexts} from './explain-texts.js';
import {graphClassifier, type TextClassifier} from './graph-classifier.js';
import {classifyWith} from './masked-model.js';
import type {TextExplanation} from './open-explanation.js';
import {GOLDEN_MAX_LENGTH, goldenText, type ShapCase, shapCases} from './testing/shap-goldens.js';

describe.each(GOLDEN_MODELS)('explanations of %s equal those of shap', (checkpoint) => {
  let classifier: TextClassifier;
  const explanations = new Map<string, TextExplanation>();
  beforeAll(async () => {
    classifier = graphClassifier(await readClassifierWeights(goldenSource(checkpoint)));
    for (const group of casesOfEqualOptions(checkpoint)) {
      const explained = await explainTogether(classifier, checkpoint, group);
      group.forEach(({name}, i) => {
        explanations.set(name, explained[i] as TextExplanation);
      });
    }
  });
  afterAll(() => classifier.dispose());

  test.each(casesToExplain(checkpoint))('$name', (golden) => {
    const explanation = explanations.get(golden.name) as TextExplanation;
    expect(largestDifference([explanation.baseValues], [golden.base_values])).toBeLessThan(1e-5);
    expect(largestDifference([explanation.outputs], [golden.full_values])).toBeLessThan(1e-5);
    expect(largestDifference(explanation.values, golden.values)).toBeLessThan(1e-4);
    expect(largestDifference(explanation.credit, golden.hierarchical_values)).toBeLessThan(1e-4);
    expect(explanation.evaluations).toBe(golden.masks_counted);
    expect(explanation.textsEvaluated).toBe(golden.texts_evaluated);
    expect(explanation.distinctTexts).toBe(golden.distinct_texts);
  });
});

test('texts are explained as alone when more of them wait than are explained side by side', async () => {
  const golden = shapCases('tiny-bert').find(({name}) => name === 'short-1') as ShapCase;
  const {special, source} = await goldenText('tiny-bert', golden);
  const classify = async (texts: string[]) => texts.map((text) => Float64Array.of(text.length));
  const progress: [number, number][] = [];
  const options = {
    ...optionsOf(golden),
    special,
    onProgress: (...step: [number, number]) => progress.push(step),
  };
  const [alone] = await explainTexts([source], classify, options);
  progress.length = 0;
  const many = await explainTexts(new Array(40).fill(source), classify, options);
  expect(many).toEqual(new Array(40).fill(alone));
  expect(progress.at(-1)).toEqual([40 * golden.masks_counted, 40 * golden.masks_counted]);
});

test('no texts make no explanations', async () => {
  const golden = shapCases('tiny-bert')[0] as ShapCase;
  const {special} = await goldenText('tiny-bert', golden);
  expect(await explainTexts([], async () => [], {...optionsOf(golden), special})).toEqual([]);
});

/** All cases of the two small models; for the others, which differ in the masker alone, not the costly ones. */
function casesToExplain(checkpoint: string): ShapCase[] {
  const isCostly = ({tokens, max_evals}: ShapCase) => tokens.length > 40 && max_evals > 100;
  return shapCases(checkpoint).filter((golden) => /bert$/.test(checkpoint) || !isCostly(golden));
}

async function explainTogether(
  classifier: TextClassifier,
  checkpoint: string,
  group: readonly ShapCase[],
): Promise<TextExplanation[]> {
  const texts = await Promise.all(group.map((golden) => goldenText(checkpoint, golden)));
  const {tokenizer, special} = texts[0] as Awaited<ReturnType<typeof goldenText>>;
  return await explainTexts(
    texts.map(({source}) => source),
    classifyWith({classifier, tokenizer, special, maxLength: GOLDEN_MAX_LENGTH}),
    {...optionsOf(group[0] as ShapCase), special},
  );
}

function casesOfEqualOptions(checkpoint: string): ShapCase[][] {
  const groups = new Map<string, ShapCase[]>();
  for (const golden of casesToExplain(checkpoint)) {
    const key = JSON.stringify([optionsOf(golden), golden.collapse_mask_token]);
    groups.set(key, [...(groups.get(key) ?? []), golden]);
  }
  return [...groups.values()];
}

function optionsOf({max_evals, batch_size, fixed_context}: ShapCase) {
  return {maxEvaluations: max_evals, batchSize: batch_size, fixedContext: fixed_context};
}
