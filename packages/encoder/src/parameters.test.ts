import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {readEncoderConfig} from './encoder-config.js';
import {classifierParameters, type FrozenLayers, isDecayed, isTrainable} from './parameters.js';
import {GOLDEN_MODELS, goldenPath, readGolden} from './testing/golden.js';

const configOf = (model: string) => readEncoderConfig(readFileSync(goldenPath(model, 'config.json'), 'utf8'));

describe.each(GOLDEN_MODELS)('%s', (model) => {
  test.each([
    ['frozen', 2],
    ['full', 'none'],
  ] as const)(
    'trains what transformers trains (%s), but for the last key bias',
    (mode, frozenLayers: FrozenLayers) => {
      const config = configOf(model);
      const trained = classifierParameters(config, 6).filter((parameter) =>
        isTrainable(config, parameter, {frozenLayers, freezePooler: frozenLayers !== 'none'}),
      );
      const expected = readGolden(model).training[mode].trainable;
      expect(trained.map(({name}) => name).sort()).toEqual(
        expected.filter((name) => !/layer\.2\..*(self\.key|k_lin)\.bias$/.test(name)).sort(),
      );
    },
  );

  test('decays matrices alone, no bias and no norm', () => {
    for (const parameter of classifierParameters(configOf(model), 6))
      expect(isDecayed(parameter), parameter.name).toBe(
        parameter.shape.length === 2 && !/norm/i.test(parameter.name),
      );
  });
});

test("BERT's pooler is trained with the head unless it is to stay", () => {
  const config = configOf('tiny-bert');
  const pooler = classifierParameters(config, 6).filter(({part}) => part === 'pooler');
  expect(pooler).toHaveLength(2);
  for (const parameter of pooler)
    for (const frozenLayers of [2, 'none'] as const) {
      expect(isTrainable(config, parameter, {frozenLayers, freezePooler: false})).toBe(true);
      expect(isTrainable(config, parameter, {frozenLayers, freezePooler: true})).toBe(false);
    }
});
