import {expect, test} from 'vitest';
import {explainedRow, explainWithTinyBert} from './testing/explain-rig.js';

const LABELS = ['__proto__', 'constructor', '<script>alert(1)</script>', 'a"b', 'toString', '\u001b[31mred'];

test.each(['partition', 'integratedGradients'])(
  'labels and words that mean something to JavaScript or HTML are labels and words like others (%s)',
  async (method) => {
    const text = '__proto__ constructor </script><script>alert(2)</script> so \u001b[31m sad';
    const {attributions, words, page} = await explainWithTinyBert(
      {texts: [text], method, label: '__proto__', maxEvaluations: 200, sample: 1},
      {labels: LABELS, wired: ['examples']},
    );
    const {tokens, values, outputs, baseValues} = explainedRow(attributions);
    expect(tokens.length).toBe(values.length);
    for (const [label, output] of outputs.entries()) {
      const sum = values.reduce(
        (total, value) => total + (value[label] as number),
        baseValues[label] as number,
      );
      expect(Math.abs(sum - output)).toBeLessThan(1e-5);
    }
    expect(JSON.parse(attributions.schema.metadata.get('labels') ?? '')).toEqual(LABELS);
    expect(JSON.parse(words.schema.metadata.get('labels') ?? '')).toEqual(LABELS);
    expect(page).not.toMatch(/<script>alert/);
  },
);
