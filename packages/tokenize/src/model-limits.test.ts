import {expect, test} from 'vitest';
import {modelLimits, requirePositions} from './model-limits.js';
import {ARCHITECTURES, tinyFile} from './testing/tokenize-rig.js';

test.each(ARCHITECTURES)(
  'rows of the tiny %s have 128 tokens, wherever its positions begin',
  async (architecture) => {
    const limits = modelLimits(await tinyFile(architecture, 'config.json'));
    expect(limits).toEqual({positions: 128, vocabularySize: expect.any(Number)});
  },
);

test('a maxLength beyond the positions is refused, one that fills them is not', () => {
  requirePositions(128, {positions: 128, vocabularySize: 7});
  expect(() => requirePositions(129, {positions: 128, vocabularySize: 7})).toThrow(
    "tokenize.maxLength: 129 tokens are more than the 128 that the checkpoint's model can take\n" +
      '  Set it to 128 or less.',
  );
});
