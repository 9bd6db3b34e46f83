import {paramsReference} from '@retune/pipeline';
import type {StageDeclaration} from '@retune/stage';
import {expect, test} from 'vitest';

const names = ['checkpoint', 'ingest', 'tokenize', 'encode', 'train', 'evaluate', 'explain', 'report'];

test('docs/params.md tells every param of every stage', async () => {
  const stages = await Promise.all(
    names.map(async (name) => (await import(`../packages/${name}/src/stage.ts`)).default as StageDeclaration),
  );
  await expect(paramsReference(stages)).toMatchFileSnapshot('../docs/params.md');
});
