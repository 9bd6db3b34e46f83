import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {
  failuresText,
  findStagePackages,
  paramsReference,
  parsePipelineFile,
  pipelineFolder,
  pipelineSchema,
  resolvePipeline,
  type StagePackage,
} from '@retune/pipeline';
import type {StageDeclaration} from '@retune/stage';
import {expect, test} from 'vitest';
import {examplePipelines} from './example-pipelines.js';

const repository = fileURLToPath(new URL('../', import.meta.url));
const packages = inRunningOrder([...findStagePackages(repository).values()]);
const names = packages.map(({name}) => name);
const stages = await Promise.all(
  packages.map(async ({declaration}) => (await import(declaration)).default as StageDeclaration),
);

test('docs/params.md tells every param of every stage', async () => {
  await expect(paramsReference(stages)).toMatchFileSnapshot('../docs/params.md');
});

test('pipelines/pipeline.schema.json tells editors every param of every stage', async () => {
  const schema = `${JSON.stringify(pipelineSchema(stages), null, 2)}\n`;
  await expect(schema).toMatchFileSnapshot('../pipelines/pipeline.schema.json');
});

test.each([...pipelinesIn('docs/pipelines.md'), ...pipelinesIn('README.md')])(
  'an example of a pipeline in the docs is whole and without faults:\n%s',
  (text) => {
    expect(faultsOf('pipelines/example.yaml', text)).toBe('');
  },
);

const pipelineFiles = readdirSync(join(repository, 'pipelines')).filter((name) => name.endsWith('.yaml'));

test.each(pipelineFiles)('pipelines/%s is without faults', (name) => {
  const file = `pipelines/${name}`;
  expect(faultsOf(file, readFileSync(join(repository, file), 'utf8'))).toBe('');
});

test('the sweep that the README shows is the one that is there', () => {
  expect(pipelinesIn('README.md')).toContain(readFileSync(join(repository, 'pipelines/sweep.yaml'), 'utf8'));
});

test('each pipeline file names the schema', () => {
  for (const file of pipelineFiles)
    expect(readFileSync(join(repository, 'pipelines', file), 'utf8').split('\n')[0], file).toBe(
      '# yaml-language-server: $schema=./pipeline.schema.json',
    );
});

/** As pipelines/full.yaml has them; stages that it lacks come first. */
function inRunningOrder(found: StagePackage[]): StagePackage[] {
  const full = pipelineFolder(repository).read('full');
  const order = full?.ok ? full.value.stages.map(({id}) => id) : [];
  return found.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}

/** What is wrong with a pipeline's shape, wiring and params; empty where nothing is. */
function faultsOf(file: string, text: string): string {
  const parsed = parsePipelineFile({file, text}, pipelineFolder(repository));
  if (!parsed.ok) return failuresText(parsed.failures);
  const declarations = new Map(stages.map((stage) => [stage.name, stage]));
  const resolved = resolvePipeline(parsed.value, declarations, names);
  return resolved.ok ? '' : failuresText(resolved.failures);
}

/** The whole pipelines in a file of the repository. */
function pipelinesIn(file: string): string[] {
  return examplePipelines(join(repository, file));
}
