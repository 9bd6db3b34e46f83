import {inspect} from 'node:util';
import {expect, test} from 'vitest';
import {startBaselines} from './baselines.js';

test('baselines that fail before they are waited for do not end the process', async () => {
  const params = {split: 'test', bootstrapSamples: 0, seed: 42} as const;
  const {classifiers} = startBaselines('no-such-folder/tokens.arrow', params);
  await expect.poll(() => inspect(classifiers)).toContain('<rejected>');
  await expect(classifiers).rejects.toThrow('ENOENT');
});
