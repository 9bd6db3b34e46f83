import {artifactKind, defineStage, filePath, optional, type StageDeclaration} from '@retune/stage';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {failuresText} from './failure.js';
import {applyOverrides, readOverrides} from './overrides.js';
import {parsePipelineFile} from './pipeline-file.js';
import {resolvePipeline} from './resolve-pipeline.js';
import {strayArguments} from './stray-arguments.js';

const examples = artifactKind({kind: 'examples', doc: '', files: {}});
const model = artifactKind({kind: 'model', doc: '', files: {}});
const ingest = defineStage({
  name: 'ingest',
  doc: '',
  reads: {},
  writes: examples,
  params: z.strictObject({train: filePath('rows to learn from')}),
});
const train = defineStage({
  name: 'train',
  doc: '',
  reads: {examples, start: optional(model)},
  writes: model,
  params: z.strictObject({
    learningRate: z.number().positive().default(2e-5).describe('peak rate'),
    epochs: z.number().int().min(1).default(3).describe('passes over the data'),
    frozen: z
      .union([z.number(), z.strictObject({layers: z.array(z.number())}), z.literal('none')])
      .default(0),
    dropouts: z.strictObject({attention: z.number().default(0.1)}).default({attention: 0.1}),
  }),
});
const declarations = new Map<string, StageDeclaration>([
  ['ingest', ingest as unknown as StageDeclaration],
  ['train', train as unknown as StageDeclaration],
]);

/** The message for a pipeline file with these overrides; empty where nothing is wrong. */
function messageFor(text: string, ...argv: string[]): string {
  const parsed = parsePipelineFile({file: 'pipelines/full.yaml', text});
  if (!parsed.ok) return failuresText(parsed.failures);
  const {overrides, failures} = readOverrides(argv);
  const applied = applyOverrides(parsed.value, overrides);
  const resolved = resolvePipeline(applied.pipeline, declarations, [...declarations.keys()]);
  return failuresText([...failures, ...applied.failures, ...(resolved.ok ? [] : resolved.failures)]);
}

const whole = `stages:
  ingest:
    params: {train: train.txt}
  train:
    inputs: {examples: ingest}
    params: {learningRate: 1e-3}
`;

test('a pipeline without faults has no message', () => {
  expect(messageFor(whole)).toBe('');
});

test('a stage may not be called like the folder of the logs', () => {
  expect(messageFor('stages:\n  logs: {uses: ingest}\n')).toBe(
    'pipelines/full.yaml:2:3: the name of stage "logs" must be another one: artifacts/*/logs holds the logs\n' +
      '      logs: {uses: ingest}\n' +
      '      ^',
  );
});

test('text that is not YAML is shown with its place', () => {
  expect(messageFor('stages:\n  ingest: {params\n')).toBe(
    'pipelines/full.yaml:3:1: this is not YAML: Flow map in block collection must be sufficiently indented and end with a }\n' +
      '    \n' +
      '    ^',
  );
});

test('an empty file is told what belongs into it', () => {
  expect(messageFor('')).toBe(
    'pipelines/full.yaml:1:1: a pipeline must be a map with the key "stages"\n    \n    ^',
  );
});

test('a second document is shown with its place', () => {
  expect(messageFor(`${whole}---\n`)).toBe(
    'pipelines/full.yaml:7:1: this is not YAML: a second document begins\n    ---\n    ^',
  );
});

test('an alias without its anchor is shown with its place', () => {
  expect(messageFor(whole.replace('1e-3', '*rate'))).toBe(
    'pipelines/full.yaml:6:28: this is not YAML: no anchor &rate before this alias\n' +
      '        params: {learningRate: *rate}\n' +
      '                               ^',
  );
});

test('an alias stands for what its anchor names, a stage’s settings as well as a value', () => {
  const text = `stages:
  ingest: &data {uses: ingest, params: {train: train.txt}}
  more: *data
  train: {inputs: {examples: more}, params: {epochs: &two 2, dropouts: {attention: *two}}}
`;
  expect(messageFor(text)).toBe('');
  expect(messageFor(text.replace('&two 2', '&two no'))).toMatch(/epochs(.|\n)*attention/);
});

test('aliases that multiply without bounds are refused', () => {
  const lists = [...'abcdefg'].map((name, i, names) => {
    const items = Array(9).fill(i === 0 ? 'x' : `*${names[i - 1]}`);
    return `      ${name}: &${name} [${items}]\n`;
  });
  expect(
    messageFor(`${whole.replace(/ {4}params: .learning.*\n/, '    params:\n')}${lists.join('')}`),
  ).toContain('this pipeline file cannot be read: its aliases stand for too many values');
});

test('an unknown key is shown with the nearest known one', () => {
  expect(messageFor(whole.replace('inputs', 'input'))).toBe(
    'pipelines/full.yaml:5:5: unknown key "input" in stage train\n' +
      '        input: {examples: ingest}\n' +
      '        ^\n' +
      '  Did you mean "inputs"? Known: uses, inputs, params.',
  );
});

test('a stage that no package offers is shown with the nearest', () => {
  expect(messageFor(whole.replace('ingest:\n', 'ingest:\n    uses: injest\n'))).toBe(
    'pipelines/full.yaml:3:11: no package offers a stage "injest"\n' +
      '        uses: injest\n' +
      '              ^\n' +
      '  Did you mean "ingest"? Known: ingest, train. Name another one with "uses".',
  );
});

test('an input from a stage that is not there is shown', () => {
  expect(messageFor(whole.replace('examples: ingest', 'examples: ingets'))).toBe(
    'pipelines/full.yaml:5:24: there is no stage "ingets" here\n' +
      '        inputs: {examples: ingets}\n' +
      '                           ^\n' +
      '  Did you mean "ingest"? Known: ingest, train.',
  );
});

test('an unknown port and the port it leaves unwired are both shown', () => {
  expect(messageFor(whole.replace('examples: ingest', 'example: ingest'))).toBe(
    'pipelines/full.yaml:5:23: stage train has no input "example"\n' +
      '        inputs: {example: ingest}\n' +
      '                          ^\n' +
      '  Did you mean "examples"? Known: examples, start.\n' +
      'pipelines/full.yaml:4:3: stage train lacks its input "examples" (examples)\n' +
      '      train:\n' +
      '      ^\n' +
      '  Add to its inputs: examples: ingest',
  );
});

test('an artifact of another kind is refused', () => {
  expect(messageFor(whole.replace('examples: ingest', 'examples: ingest, start: ingest'))).toBe(
    'pipelines/full.yaml:5:39: input "start" of stage train takes model, but ingest makes examples\n' +
      '        inputs: {examples: ingest, start: ingest}\n' +
      '                                          ^',
  );
});

test('an unknown param is shown with the nearest', () => {
  expect(messageFor(whole.replace('learningRate', 'lerningRate'))).toBe(
    'pipelines/full.yaml:6:14: stage train has no param "lerningRate"\n' +
      '        params: {lerningRate: 1e-3}\n' +
      '                 ^\n' +
      '  Did you mean "learningRate"? Known: learningRate, epochs, frozen, dropouts.',
  );
});

test('an unknown param inside a map is shown with those of the map', () => {
  expect(messageFor(whole.replace('learningRate: 1e-3', 'dropouts: {atention: 0.2}'))).toBe(
    'pipelines/full.yaml:6:25: stage train has no param "dropouts.atention"\n' +
      '        params: {dropouts: {atention: 0.2}}\n' +
      '                            ^\n' +
      '  Known: attention.',
  );
});

test('a param of the wrong type is shown at its place', () => {
  expect(messageFor(whole.replace('1e-3', 'fast'))).toBe(
    'pipelines/full.yaml:6:14: train.learningRate: expected number, received string\n' +
      '        params: {learningRate: fast}\n' +
      '                 ^\n' +
      '  learningRate: peak rate',
  );
});

test('a param that takes one of several types is shown with all of them', () => {
  expect(messageFor(whole.replace('learningRate: 1e-3', 'frozen: {}'))).toContain(
    ' train.frozen: expected number, received object, or layers: expected array, received undefined, or expected "none"\n',
  );
});

test('a map that a param does not take is shown where it was set', () => {
  expect(messageFor(whole, '--set', 'train.frozen.layers.x=1')).toMatch(
    /^--set: train\.frozen: expected .*\n {4}train\.frozen\.layers\.x=1\n/,
  );
});

test('a param that must be given is asked for, with what it means', () => {
  expect(messageFor(whole.replace('{train: train.txt}', '{}'))).toBe(
    'pipelines/full.yaml:2:3: stage ingest needs the param "train"\n' +
      '      ingest:\n' +
      '      ^\n' +
      '  train: rows to learn from',
  );
});

test('null unsets what has a default, and is refused for what must be given', () => {
  expect(messageFor(whole.replace('1e-3', 'null'), '--set', 'train.dropouts.attention=null')).toBe('');
  expect(messageFor(whole, '--set', 'ingest.train=null')).toBe(
    '--set: ingest.train cannot be unset by null: the stage needs it\n' +
      '    ingest.train=null\n    ^\n' +
      '  train: rows to learn from',
  );
  expect(messageFor(whole.replace('train.txt', 'null'))).toMatch(
    /^pipelines\/full\.yaml:3:14: ingest\.train /,
  );
  expect(messageFor(whole, '--set', 'train.epcohs=null')).toMatch(
    /^--set: stage train has no param "epcohs"/,
  );
});

test('stages that wait for each other are named in order', () => {
  const cycle = 'stages:\n  a: {uses: train, inputs: {start: b}}\n  b: {uses: train, inputs: {start: a}}\n';
  expect(messageFor(cycle)).toBe(
    'pipelines/full.yaml:3:36: stages wait for each other: a -> b -> a\n' +
      '      b: {uses: train, inputs: {start: a}}\n' +
      '                                       ^\n' +
      '  Take one of these inputs out.',
  );
});

test('all faults of a file are shown at once', () => {
  const message = messageFor(whole.replace('1e-3', '-1, epochs: 1.5, x: 1'));
  expect(message.match(/full\.yaml:\d+:\d+: /g)).toHaveLength(3);
});

test('an override is typed as YAML and checked like the file', () => {
  expect(messageFor(whole, '--set', 'train.learningRate=1e-3', '--set=train.epochs=2')).toBe('');
  expect(messageFor(whole, '--set', 'train.epochs=two')).toBe(
    '--set: train.epochs: expected number, received string\n    train.epochs=two\n    ^\n' +
      '  epochs: passes over the data',
  );
});

test('an override of an unknown stage or param is shown with the nearest', () => {
  expect(messageFor(whole, '--set', 'trian.epochs=2', '--set', 'train.epoch=2')).toBe(
    '--set: there is no stage "trian" here\n    trian.epochs=2\n    ^\n' +
      '  Did you mean "train"? Known: ingest, train.\n' +
      '--set: stage train has no param "epoch"\n    train.epoch=2\n    ^\n' +
      '  Did you mean "epochs"? Known: learningRate, epochs, frozen, dropouts.',
  );
});

test('an override that is none is told how to be written', () => {
  expect(messageFor(whole, '--set', 'epochs')).toBe(
    '--set: "epochs" is not an override\n    epochs\n    ^\n  Write it as --set stage.param=value.',
  );
});

test.each([
  ['--st', 'neither Nx nor the pipeline knows the option --st', 'Did you mean --set?'],
  ['--forse=tokenize', 'neither Nx nor the pipeline knows the option --forse', 'Did you mean --force?'],
  ['--nowait', 'neither Nx nor the pipeline knows the option --nowait', 'Did you mean --no-wait?'],
  ['train.epochs=1', 'train.epochs=1 works only after --set', 'Write it as --set stage.param=value.'],
  ['--train.epochs=1', '--train.epochs=1 works only after --set', 'Write it as --set stage.param=value.'],
])('%s on the command line of a run is refused, for Nx would drop it', (argument, problem, mend) => {
  expect(failuresText(strayArguments(['node', 'nx', 'run', 'pipeline:full', argument]))).toBe(
    `command line: ${problem}\n    ${argument}\n    ^\n  ${mend}`,
  );
});

test('what Nx knows, the name of a task and what belongs to an option are not stray', () => {
  const argv =
    'node nx run pipeline:full.train@seed=1,rate=0.1 full.train@seed=1:run --set train.epochs=1 --set=train.x=2 --force a.b --no-wait';
  const nx = '--skip-nx-cache --parallel=2 --outputStyle=static --projects=a.b,c --verbose --tui=false';
  expect(strayArguments(`${argv} ${nx}`.split(' '))).toEqual([]);
});
