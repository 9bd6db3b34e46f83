import {readdir} from 'node:fs/promises';
import type {StageEvent} from '@retune/stage';
import {temporaryFolder} from '@retune/stage/testing';
import {expect, test} from 'vitest';
import {explainWithTinyBert} from './testing/explain-rig.js';

const shareOf = (event: StageEvent) => (event.kind === 'progress' ? event.done / event.total : 0);

test('integrated gradients go on behind the texts that an ended run had done, to the same bytes', async () => {
  const stateFolder = await temporaryFolder();
  // 32 of the texts are explained side by side.
  const texts = Array.from({length: 40}, (_, i) => `so sad ${i}`);
  const params = {texts, method: 'integratedGradients', maxEvaluations: 300};
  const ending = explainWithTinyBert(params, {
    stateFolder,
    onEvent: (event) => {
      if (shareOf(event) > 32 / 40) throw new Error('ended');
    },
  });
  await expect(ending).rejects.toThrow('ended');
  expect(await readdir(stateFolder)).toHaveLength(1);
  const resumed = await explainWithTinyBert(params, {stateFolder});
  expect(Math.min(...resumed.events.map(shareOf))).toBeCloseTo(32 / 40, 3);
  const whole = await explainWithTinyBert(params);
  expect(resumed.file.equals(whole.file)).toBe(true);
});
