import {type Classifier, loadClassifier} from '@retune/encoder';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {explainTexts} from './explain-texts.js';
import {classifyWith} from './masked-model.js';
import {
  GOLDEN_CHECKPOINTS,
  GOLDEN_LABELS,
  GOLDEN_MAX_LENGTH,
  goldenFile,
  goldenText,
  type ShapCase,
  shapCases,
} from './shap-goldens.js';

describe.each(GOLDEN_CHECKPOINTS)('explanations of %s equal those of shap', (checkpoint) => {
  let classifier: Classifier;
  beforeAll(async () => {
    classifier = await loadClassifier({
      checkpoint: {
        config: goldenFile(checkpoint, 'config.json'),
        weights: goldenFile(checkpoint, 'model.safetensors'),
      },
      labels: GOLDEN_LABELS,
    });
  });
  afterAll(() => classifier.dispose());

  test.each(shapCases(checkpoint))('$name', async (golden) => {
    const {tokenizer, special, source} = await goldenText(checkpoint, golden);
    const classify = classifyWith({classifier, tokenizer, special, maxLength: GOLDEN_MAX_LENGTH});
    const [explanation] = await explainTexts([source], classify, {...optionsOf(golden), special});
    if (explanation === undefined) throw new Error('no explanation');
    expectClose([explanation.baseValues], [golden.base_values], 1e-5);
    expectClose([explanation.outputs], [golden.full_values], 1e-5);
    expectClose(explanation.values, golden.values, 1e-4);
    expectClose(explanation.credit, golden.hierarchical_values, 1e-4);
    expect(explanation.evaluations).toBe(golden.masks_counted);
    expect(explanation.textsEvaluated).toBe(golden.texts_evaluated);
    expect(explanation.distinctTexts).toBe(golden.distinct_texts);
  });
});

function optionsOf({max_evals, batch_size, fixed_context}: ShapCase) {
  return {maxEvaluations: max_evals, batchSize: batch_size, fixedContext: fixed_context};
}

/** [rows][classes] each within `tolerance`. */
function expectClose(
  actual: readonly Float64Array[],
  expected: readonly (readonly number[])[],
  tolerance: number,
): void {
  expect(actual.length).toBe(expected.length);
  const gaps = actual.flatMap((row, i) =>
    Array.from(row, (value, j) => Math.abs(value - (expected[i]?.[j] as number))),
  );
  expect(gaps.reduce((most, gap) => (gap <= most ? most : gap), 0)).toBeLessThanOrEqual(tolerance);
}
