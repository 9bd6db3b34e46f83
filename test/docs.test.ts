import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {paramsReference, pipelineSchema} from '@retune/pipeline';
import type {StageDeclaration} from '@retune/stage';
import {expect, test} from 'vitest';

const names = ['checkpoint', 'ingest', 'tokenize', 'encode', 'train', 'evaluate', 'explain', 'report'];

const stages = await Promise.all(
  names.map(async (name) => (await import(`../packages/${name}/src/stage.ts`)).default as StageDeclaration),
);

test('docs/params.md tells every param of every stage', async () => {
  await expect(paramsReference(stages)).toMatchFileSnapshot('../docs/params.md');
});

test('pipelines/pipeline.schema.json tells editors every param of every stage', async () => {
  const schema = `${JSON.stringify(pipelineSchema(stages), null, 2)}\n`;
  await expect(schema).toMatchFileSnapshot('../pipelines/pipeline.schema.json');
});

test('each pipeline file names the schema', () => {
  const folder = fileURLToPath(new URL('../pipelines/', import.meta.url));
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  for (const file of files)
    expect(readFileSync(join(folder, file), 'utf8').split('\n')[0], file).toBe(
      '# yaml-language-server: $schema=./pipeline.schema.json',
    );
});
