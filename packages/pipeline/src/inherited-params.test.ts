import {artifactKind, defineStage, filePath, meantFor, type StageDeclaration} from '@retune/stage';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {inheritedParamsText} from './inherited-params.js';
import {applyOverrides, readOverrides} from './overrides.js';
import {parsePipelineFile} from './pipeline-file.js';
import type {PipelineFolder} from './pipeline-folder.js';
import {resolvePipeline} from './resolve-pipeline.js';
import {readPipelineFile} from './written-pipeline.js';

const ingest = defineStage({
  name: 'ingest',
  doc: '',
  reads: {},
  writes: artifactKind({kind: 'examples', doc: '', files: {}}),
  params: z.strictObject({
    train: filePath('rows to learn from'),
    validation: meantFor('train', filePath('').optional()),
    test: meantFor('train', z.union([filePath(''), z.array(filePath(''))]).optional()),
    seed: z.int().default(0),
  }),
});
const declarations = new Map([['ingest', ingest as unknown as StageDeclaration]]);

const parents: Record<string, string> = {
  full: 'stages:\n  ingest:\n    params: {train: a.txt, validation: v.txt, test: [t.txt]}\n',
  tickets: 'extends: full\nset: {ingest.train: tickets.csv, ingest.test: null}\n',
};
const folder: PipelineFolder = {
  mostInstances: 100,
  names: Object.keys(parents),
  filesOf: (name) => [`pipelines/${name}.yaml`],
  read: (name) => readPipelineFile({file: `pipelines/${name}.yaml`, text: parents[name] as string}),
};

function warningsFor(text: string, ...argv: string[]): string {
  const parsed = parsePipelineFile({file: 'pipelines/own.yaml', text}, folder);
  if (!parsed.ok) throw new Error('the pipeline is faulty');
  const {pipeline} = applyOverrides(parsed.value, readOverrides(argv).overrides);
  const resolved = resolvePipeline(pipeline, declarations, ['ingest']);
  if (!resolved.ok) throw new Error('the params are faulty');
  return inheritedParamsText(resolved.value.stages.flatMap((stage) => stage.inheritedParams));
}

test('a pipeline that sets a param and inherits those meant for it is warned of each, once for all instances', () => {
  const own = 'extends: full\nset: {ingest.train: own.csv}\nmatrix: {ingest.seed: [1, 2]}\n';
  expect(warningsFor(own)).toBe(
    'pipelines/own.yaml:2:7: warning: ingest.train is set here, but validation is still v.txt and test is still ["t.txt"], from pipelines/full.yaml\n' +
      '    set: {ingest.train: own.csv}\n          ^\n' +
      '  Set validation and test too, or set them to null to leave them out.',
  );
});

test('an override is warned like a file, and by what its pipeline inherits itself', () => {
  expect(warningsFor('extends: tickets\n', '--set', 'ingest.train=b.txt')).toBe(
    '--set: warning: ingest.train is set here, but validation is still v.txt, from pipelines/full.yaml\n' +
      '    ingest.train=b.txt\n    ^\n' +
      '  Set validation too, or set it to null to leave it out.',
  );
});

test.each([
  ['nothing is set anew', 'extends: full\nset: {ingest.seed: 3}\n'],
  ['all are set anew', 'extends: full\nset: {ingest.train: b, ingest.validation: c, ingest.test: d}\n'],
  [
    'the others are unset',
    'extends: full\nset: {ingest.train: b, ingest.validation: null, ingest.test: null}\n',
  ],
  ['another one of them alone is set', 'extends: full\nset: {ingest.test: d}\n'],
  ['one file gives all', parents.full as string],
])('there is no warning where %s', (_, text) => {
  expect(warningsFor(text)).toBe('');
});
