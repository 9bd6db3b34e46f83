import {afterAll, beforeAll, expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {TestWorkspace} from './workspace.js';

/** A stage with two inputs, which puts one text behind the other. */
const pairStage = {
  'packages/pair/package.json': JSON.stringify({
    name: '@test/pair',
    type: 'module',
    exports: './src/run.ts',
    retune: {declaration: './src/stage.ts', run: './src/run.ts'},
  }),
  'packages/pair/src/stage.ts': `
    import {text} from '../../kinds/src/index.js';
    import {defineStage} from '@retune/stage';
    import {z} from 'zod';
    export default defineStage({
      name: 'pair', doc: 'Puts two texts together.', reads: {left: text, right: text}, writes: text, params: z.strictObject({}),
    });
  `,
  'packages/pair/src/run.ts': `
    import {implementStage} from '@retune/stage';
    import declaration from './stage.js';
    export default implementStage(declaration, async ({inputs, output}) =>
      await output.writeText('text', (await inputs.left.text('text')) + (await inputs.right.text('text'))));
  `,
};
const pairs = `stages:
  write: {params: {file: data/text.txt}}
  first: {uses: copy, inputs: {text: write}}
  second: {uses: copy, inputs: {text: write}}
  pair: {inputs: {left: first, right: second}}
  twice: {uses: pair, inputs: {left: write, right: write}}
matrix: {second.suffix: [x, y], first.suffix: [a]}
`;

/** Three values by two on `first`; the parent has the first of both. */
const sweep = `description: three suffixes by two numbers
extends: chain
matrix:
  first.suffix: [a, b, c]
  first.times: [1, 2]
`;
const base = chain.replace('{suffix: "a"}', '{suffix: "a", times: 1}');
const files = {...pairStage, 'pipelines/chain.yaml': base, 'pipelines/sweep.yaml': sweep};
const instances = ['b', 'c'].flatMap((suffix) => [1, 2].map((times) => `suffix=${suffix},times=${times}`));
const own = ['suffix=a,times=2', ...instances];
let workspace: TestWorkspace;

beforeAll(async () => {
  workspace = new TestWorkspace(files);
  const parent = await workspace.nx('run', 'pipeline:chain');
  expect(parent.worked, parent.output).toEqual(['write', 'first', 'second']);
});
afterAll(() => workspace[Symbol.dispose]());

test('a sweep runs each combination but the parent’s, and what follows each', async () => {
  const run = await workspace.nx('run', 'pipeline:sweep');
  expect(run.status, run.output).toBe(0);
  expect(run.worked.sort()).toEqual(own.flatMap((name) => [`first@${name}`, `second@${name}`]).sort());
  expect(run.output).toMatch(/^write +cached$/m);
  expect(run.output).toMatch(/^first@suffix=a,times=1 +cached$/m);
  expect(run.output).toMatch(/^second@suffix=c,times=2 +ran +[\d.]+ s +first run$/m);
  expect(run.output).toMatch(/^first: artifacts\/.*text\.txt \(6 pages\)$/m);
  expect(workspace.read('artifacts/sweep/second@suffix=c,times=2/text.txt')).toBe('one\ncone\ncb');
});

test('the same sweep again runs nothing', async () => {
  const run = await workspace.nx('run', 'pipeline:sweep');
  expect([run.status, run.worked]).toEqual([0, []]);
});

test('another value on an axis runs that value’s instances alone', async () => {
  workspace.write({'pipelines/sweep.yaml': sweep.replace('[a, b, c]', '[a, b, d]')});
  const run = await workspace.nx('run', 'pipeline:sweep');
  expect(run.worked.sort()).toEqual(
    ['first', 'second'].flatMap((stage) => [1, 2].map((times) => `${stage}@suffix=d,times=${times}`)),
  );
  workspace.restore(files);
});

test('an override goes to one instance, or to all of a stage', async () => {
  const one = await workspace.nx('run', 'pipeline:sweep', '--set', 'second@suffix=b,times=2.suffix=z');
  expect(one.worked, one.output).toEqual(['second@suffix=b,times=2']);
  const all = await workspace.nx('run', 'pipeline:sweep', '--set', 'second.suffix=y');
  expect(all.worked.sort(), all.output).toEqual(['second', ...own.map((name) => `second@${name}`)].sort());
});

test('one stage of a sweep can be run, in all its instances or in one', async () => {
  const all = await workspace.nx('run', 'pipeline:sweep.first', '--set', 'write.firstLineOnly=true');
  expect(all.worked).toEqual(['write']);
  expect(all.output).toContain('first@suffix=c,times=2');
  expect(all.output).not.toContain('second');
  const one = await workspace.nx(
    'run',
    'pipeline:sweep.second@suffix=b,times=1',
    '--set',
    'write.file=library.json',
  );
  expect(one.worked, one.output).toEqual(['write', 'first@suffix=b,times=1', 'second@suffix=b,times=1']);
});

test('what the parent changes, its children see', async () => {
  await workspace.nx('run', 'pipeline:sweep');
  workspace.write({'pipelines/chain.yaml': base.replace('data/text.txt', 'data/text.txt, firstLineOnly: 1')});
  const wrong = await workspace.nx('run', 'pipeline:sweep');
  expect(wrong.status).toBe(1);
  expect(wrong.output).toContain('pipelines/chain.yaml:3:35: write.firstLineOnly: expected boolean');
  workspace.write({'pipelines/chain.yaml': base.replace('"b"', '"q"')});
  const run = await workspace.nx('run', 'pipeline:sweep');
  expect(run.worked.sort(), run.output).toEqual(['second', ...own.map((name) => `second@${name}`)].sort());
  workspace.restore(files);
});

test('one stage may feed two inputs, and two varied ones feed a third in every combination', async () => {
  workspace.write({'pipelines/pairs.yaml': pairs});
  const run = await workspace.nx('run', 'pipeline:pairs');
  expect(run.status, run.output).toBe(0);
  const read = (stage: string) => workspace.read(`artifacts/pairs/${stage}/text.txt`);
  expect(read('pair@second-suffix=x,first-suffix=a')).toBe('one\naone\nx');
  expect(read('pair@second-suffix=y,first-suffix=a')).toBe('one\naone\ny');
  expect(read('twice')).toBe('one\none\n');
});

test('a shared stage that ran is told with its reason by both pipelines', async () => {
  await workspace.nx('run', 'pipeline:sweep');
  workspace.write({'pipelines/chain.yaml': base.replace('"b"', '"r"')});
  const run = await workspace.nx('run-many', '-t', 'run', '-p', 'chain.*');
  expect(run.worked, run.output).toEqual(['second']);
  expect(run.output).toMatch(/^second +ran +[\d.]+ s +suffix b -> r$/m);
  expect(run.output).toMatch(/^second@suffix=a,times=1 +ran +[\d.]+ s +suffix b -> r$/m);
  workspace.restore(files);
});

test('a broken parent breaks its children alone, with its own places', async () => {
  workspace.write({
    'pipelines/broken.yaml': 'stages:\n  write: {param: {}}\n',
    'pipelines/child.yaml': 'extends: broken\n',
  });
  const run = await workspace.nx('run', 'pipeline:child');
  expect(run.status).toBe(1);
  expect(run.output).toContain('pipelines/broken.yaml:2:11: unknown key "param" in stage write');
  expect((await workspace.nx('run', 'pipeline:sweep')).status).toBe(0);
});

test('a fault that all instances share is told once', async () => {
  workspace.write({'pipelines/faulty.yaml': `${sweep}set: {second.sufix: 1}\n`});
  const {output} = await workspace.nx('run', 'pipeline:faulty');
  expect(output.match(/pipelines\/faulty\.yaml:6:7: stage second has no param "sufix"/g)).toHaveLength(1);
});

test('Nx draws a sweep with the parent’s stages once', async () => {
  await workspace.nx('graph', '--file=graph.json');
  const {graph} = JSON.parse(workspace.read('graph.json'));
  const ofSweep = Object.keys(graph.nodes).filter((name) => name.startsWith('sweep.'));
  expect(ofSweep).toHaveLength(10);
});
