import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {failuresText} from './failure.js';
import {mostInstances} from './most-instances.js';
import {projectOf} from './nx-projects.js';
import {readOverrides} from './overrides.js';
import {parsePipelineFile} from './pipeline-file.js';
import type {PipelineFolder} from './pipeline-folder.js';
import {readSource} from './pipeline-source.js';
import {readingOrder} from './reading-order.js';
import {readPipelineFile} from './written-pipeline.js';

const numbered = (count: number, line: (i: number) => string) =>
  Array.from({length: count}, (_, i) => line(i)).join('');
const withValue = (value: string) => `stages: {a: {params: {x: ${value}}}}\n`;

/** What is told of a pipeline file; empty where nothing is wrong. */
function messageFor(text: string, file = 'pipelines/x.yaml'): string {
  const parsed = parsePipelineFile({file, text});
  return parsed.ok ? '' : failuresText(parsed.failures);
}

test.each([
  ['an alias inside its own anchor', 'stages:\n  a: &a {params: {x: *a}}\n', 'inside its own anchor &a'],
  ['20,000 aliases', withValue(`[&x 1, ${'*x,'.repeat(20_000)}]`), 'more than 1000 aliases'],
  ['20,001 values', withValue(`[${'1,'.repeat(20_001)}]`), 'more than 20000 values'],
  ['10,000 lists in each other', withValue('['.repeat(10_000) + ']'.repeat(10_000)), 'more than 50 levels'],
  ['60 maps in each other', withValue(`${'{a: '.repeat(60)}1${'}'.repeat(60)}`), 'more than 50 levels'],
  ['4,000 things that are no YAML', 'stages: {a: ]'.repeat(4000), 'this is not YAML'],
  [
    'a list of 10,000 values in a matrix',
    `${withValue('1')}matrix: {a.x: [${numbered(10_000, (i) => `${i},`)}]}`,
    'has 10000 stages and instances, more than 1000',
  ],
  [
    'a matrix of 10 to the power of 60',
    `${withValue('1')}matrix:\n${numbered(60, (i) => `  a.p${i}: [0,1,2,3,4,5,6,7,8,9]\n`)}`,
    'has over a million stages',
  ],
  [
    '1,001 entries under set',
    `${withValue('1')}set:\n${numbered(1001, (i) => `  a.k${i}: 1\n`)}`,
    'a map of 1000 entries at most',
  ],
  ['1,001 stages', `stages:\n${numbered(1001, (i) => `  s${i}:\n`)}`, 'has 1001 stages'],
])('%s are refused with the reason, and soon', (_, text, reason) => {
  expect(messageFor(text)).toContain(reason);
});

test('two ways from each stage to the next do not double the work', () => {
  const text = `stages:\n  s0:\n${numbered(200, (i) => `  s${i + 1}: {inputs: {a: s${i}, b: s${i}}}\n`)}`;
  expect(messageFor(text)).toBe('');
});

test('a chain of stages may be of any length, and each comes after those that it reads', () => {
  const chain = Array.from({length: 20_000}, (_, i) => ({
    id: `s${i}`,
    inputs: i === 19_999 ? [] : [{from: `s${i + 1}`}],
  }));
  expect(readingOrder(chain).order).toEqual(chain.toReversed());
});

test('stages that wait for each other are told as a chain that ends where it began', () => {
  const text =
    'stages:\n  a: {inputs: {i: c}}\n  b: {inputs: {i: a}}\n  c: {inputs: {i: b}}\n  d: {inputs: {i: a}}\n';
  expect(messageFor(text)).toContain('stages wait for each other: a -> c -> b -> a');
});

test('--max-instances allows more instances, and less than a number counts for nothing', () => {
  expect(mostInstances(['--max-instances=5000'])).toBe(5000);
  expect(mostInstances(['--max-instances', '20'])).toBe(20);
  expect(mostInstances(['--max-instances', 'many'])).toBe(1000);
  expect(mostInstances([])).toBe(1000);
});

test('a chain of pipelines that is too long is refused where it gets too long', () => {
  const folder: PipelineFolder = {
    names: [],
    mostInstances: 100,
    filesOf: (name) => [`pipelines/${name}.yaml`],
    read: (name) =>
      readPipelineFile({file: `pipelines/${name}.yaml`, text: `extends: p${Number(name.slice(1)) + 1}`}),
  };
  const parsed = parsePipelineFile({file: 'pipelines/p0.yaml', text: 'extends: p1'}, folder);
  expect(parsed.ok ? '' : failuresText(parsed.failures)).toMatch(
    /^pipelines\/p50\.yaml:1:10: .* more than 50/,
  );
});

test('names that JavaScript has a meaning for, or that are too long for files, are refused', () => {
  for (const name of ['constructor', 'toString', 'hasOwnProperty'])
    expect(messageFor(`stages:\n  ${name}:\n`)).toContain(`the name of stage "${name}" must be another one`);
  expect(messageFor('stages:\n  a:\n', 'pipelines/constructor.yaml')).toContain('must be another one');
  expect(messageFor(`stages:\n  ${'a'.repeat(61)}:\n`)).toContain('must be of 60 signs at most');
  expect(messageFor('stages:\n  a:\n', `pipelines/${'p'.repeat(81)}.yaml`)).toContain('of 80 signs at most');
});

test.each(['__proto__: 1\nstages:\n  a:\n', 'stages:\n  __proto__:\n', withValue('{__proto__: {y: 1}}')])(
  'a key called __proto__ is refused wherever it stands: %j',
  (text) => expect(messageFor(text)).toContain('a key may not be called __proto__'),
);

test('a dotted name with __proto__ in it is refused under set and behind --set', () => {
  expect(messageFor('stages:\n  a:\nset: {a.x.__proto__.y: 1}\n')).toContain(
    '"a.x.__proto__.y" in "set" must be',
  );
  const {overrides, failures} = readOverrides(['--set', 'a.__proto__.y=1']);
  expect(overrides).toEqual([]);
  expect(failuresText(failures)).toContain('no param may be called __proto__');
  expect(({} as {y?: number}).y).toBeUndefined();
});

test('the names of instances stay short enough for files, and differ where their values do', () => {
  const axis = (i: number) => `  a.param-with-a-long-name-${i}: [${'v'.repeat(20)}1, ${'v'.repeat(20)}2]\n`;
  const text = `stages: {a: {}}\nmatrix:\n${numbered(8, axis)}`;
  const parsed = parsePipelineFile({file: `pipelines/${'p'.repeat(80)}.yaml`, text});
  const names = parsed.ok ? parsed.value.stages.map(({owner}) => projectOf(owner)) : [];
  expect(new Set(names).size).toBe(2 ** 8);
  // Files beside are called by it with `.json`, a process's number and the like.
  expect(Math.max(...names.map((name) => name.length))).toBeLessThan(225);
});

const root = mkdtempSync(join(tmpdir(), 'retune-sources-'));
afterAll(() => rmSync(root, {recursive: true, force: true}));

test('what cannot be read as a pipeline file says why, and is not waited for', () => {
  mkdirSync(join(root, 'folder.yaml'));
  symlinkSync('loop.yaml', join(root, 'loop.yaml'));
  symlinkSync('none', join(root, 'gone.yaml'));
  symlinkSync('/dev/zero', join(root, 'endless.yaml'));
  writeFileSync(join(root, 'large.yaml'), '#'.repeat(256 * 1024 + 1));
  const faultOf = (file: string) => readSource(root, file).fault;
  expect(faultOf('folder.yaml')).toBe('it is a folder');
  expect(faultOf('loop.yaml')).toContain('a link that leads back to itself');
  expect(faultOf('gone.yaml')).toBe('it is a link to a file that does not exist');
  expect(faultOf('endless.yaml')).toBe('it is no file');
  expect(faultOf('large.yaml')).toBe('it is larger than 256 KiB');
  const parsed = parsePipelineFile(readSource(root, 'folder.yaml'));
  expect(parsed.ok ? '' : failuresText(parsed.failures)).toContain('cannot be read: it is a folder');
});
