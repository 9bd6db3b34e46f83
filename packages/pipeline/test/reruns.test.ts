import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {node24} from './run-nx.js';
import {TestWorkspace} from './workspace.js';

const outside = mkdtempSync(join(tmpdir(), 'retune-outside-'));
/** `chain`, whose last two stages use the package `copy`, and two stages beside it that read other files. */
const pipeline = `${chain}  other:
    uses: write
    params: {file: ${join(outside, 'text.txt')}}
  ignored:
    uses: write
    params: {file: ignored/text.txt}
`;
const files = {'pipelines/chain.yaml': pipeline, 'ignored/text.txt': 'kept out of git\n'};
let workspace: TestWorkspace;

beforeAll(async () => {
  writeFileSync(join(outside, 'text.txt'), 'outside\n');
  workspace = new TestWorkspace(files);
  const first = await workspace.nx('run', 'pipeline:chain');
  expect(first.output).toContain('first run');
  expect(first.worked.sort()).toEqual(['first', 'ignored', 'other', 'second', 'write']);
});
afterAll(() => {
  workspace[Symbol.dispose]();
  rmSync(outside, {recursive: true});
});
/** Each test starts from the same files, whose results are in the cache. */
afterEach(() => {
  writeFileSync(join(outside, 'text.txt'), 'outside\n');
  workspace.restore(files);
});

/** What works when these files are written, without what was written before. */
async function workedAfter(changed: Record<string, string>, ...args: string[]): Promise<string[]> {
  workspace.write(changed);
  const run = await workspace.nx('run', 'pipeline:chain', ...args);
  expect(run.status, run.output).toBe(0);
  return run.worked;
}

test('no change runs nothing', async () => {
  expect(await workedAfter({})).toEqual([]);
});

test('comments, spacing and the order of keys in the YAML run nothing', async () => {
  const rewritten = `# a comment
stages:
    ignored: {params: {file: "ignored/text.txt"}, uses: write}
    other: {params: {file: "${join(outside, 'text.txt')}"}, uses: write}
    second: {params: {suffix: b}, inputs: {text: first}, uses: copy} # another
    first: {inputs: {text: write}, uses: copy, params: {suffix: a}}
    write: {params: {file: data/text.txt}}
`;
  expect(await workedAfter({'pipelines/chain.yaml': rewritten})).toEqual([]);
});

test('a default that is written out runs nothing', async () => {
  expect(await workedAfter({'pipelines/chain.yaml': pipeline.replace('"b"}', '"b", times: 1}')})).toEqual([]);
});

test('a param runs its stage and what follows', async () => {
  const changed = {'pipelines/chain.yaml': pipeline.replace('"a"', '"c"')};
  expect(await workedAfter(changed)).toEqual(['first', 'second']);
});

test('a param whose new output is equal runs its stage alone', async () => {
  const changed = {
    'pipelines/chain.yaml': pipeline.replace('data/text.txt', 'data/text.txt, firstLineOnly: true'),
  };
  expect(await workedAfter(changed)).toEqual(['write']);
});

test('an override runs what the same value in the YAML would have run, and shares its results', async () => {
  expect(await workedAfter({}, '--set', 'second.suffix=d')).toEqual(['second']);
  expect(await workedAfter({'pipelines/chain.yaml': pipeline.replace('"b"', 'd')})).toEqual([]);
});

test('a line of a data file runs its stage and what follows as far as outputs differ', async () => {
  expect(await workedAfter({'data/text.txt': 'two\n'})).toEqual(['write', 'first', 'second']);
});

test('a line of a file that git ignores runs its stage', async () => {
  expect(await workedAfter({'ignored/text.txt': 'changed\n'})).toEqual(['ignored']);
});

test('a line of a file outside the workspace runs its stage', async () => {
  writeFileSync(join(outside, 'text.txt'), 'changed\n');
  expect(await workedAfter({})).toEqual(['other']);
});

test('two edits within one second are both seen', async () => {
  expect(await workedAfter({'data/text.txt': 'aaa\n'})).toEqual(['write', 'first', 'second']);
  expect(await workedAfter({'data/text.txt': 'bbb\n'})).toEqual(['write', 'first', 'second']);
});

test('the source of a stage runs that stage, and what follows as far as outputs differ', async () => {
  const source = workspace.read('packages/write/src/run.ts');
  const changed = {
    'packages/write/src/run.ts': source.replace('params.firstLineOnly', 'params.firstLineOnly === true'),
  };
  expect((await workedAfter(changed)).sort()).toEqual(['ignored', 'other', 'write']);
});

test('the source of a package that a stage uses runs that stage', async () => {
  const changed = {'packages/words/src/index.ts': `export const ending = '!';\n`};
  expect(await workedAfter(changed)).toEqual(['first', 'second']);
});

test('README, tests, comments, another stage and a package that no stage uses run nothing', async () => {
  const source = workspace.read('packages/copy/src/run.ts');
  const changed = {
    'README.md': 'changed',
    'packages/copy/README.md': 'changed',
    'packages/copy/src/run.test.ts': 'changed',
    'packages/copy/src/run.ts': `// changed\n${source}`,
    'packages/count/src/run.ts': workspace.read('packages/count/src/run.ts').replace("'1'", "'2'"),
    'node_modules/unused/package.json': JSON.stringify({name: 'unused', version: '2.0.0'}),
  };
  expect(await workedAfter(changed)).toEqual([]);
});

test('the version of an npm package runs the stages that use it', async () => {
  const changed = {
    'node_modules/dependency/package.json': workspace
      .read('node_modules/dependency/package.json')
      .replace('1.0.0', '1.0.1'),
  };
  expect(await workedAfter(changed)).toEqual(['first', 'second']);
});

test('the version of a native library runs the stages that use it', async () => {
  expect(await workedAfter({'library.json': JSON.stringify({library: '2.1'})})).toEqual(['first', 'second']);
});

test.skipIf(!existsSync(node24))(
  'another major version of Node runs every stage, and each keeps its results',
  async () => {
    const under24 = await workspace.nxUnder(node24, 'run', 'pipeline:chain');
    expect(under24.worked.sort()).toEqual(['first', 'ignored', 'other', 'second', 'write']);
    expect(under24.output).toMatch(/write +ran +[\d.]+ s +Node \d+ -> 24/);
    expect(await workedAfter({})).toEqual([]);
  },
);

test('a result that was made before is taken from the cache, its files restored', async () => {
  await workedAfter({}, '--set', 'second.suffix=d');
  expect(workspace.read('artifacts/chain/second/text.txt')).toBe('one\nad');
  expect(await workedAfter({})).toEqual([]);
  expect(workspace.read('artifacts/chain/second/text.txt')).toBe('one\nab');
});
