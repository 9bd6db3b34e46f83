import {rmSync} from 'node:fs';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {runRetune} from './run-retune.js';
import {TestWorkspace} from './workspace.js';

let workspace: TestWorkspace;
beforeAll(() => {
  workspace = new TestWorkspace({'pipelines/chain.yaml': chain});
});
afterAll(() => workspace[Symbol.dispose]());

const why = (...args: string[]) => runRetune(workspace.root, 'why', ...args);
const timeless = (text: string) =>
  text.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, 'TIME').replace(/\d+\.\d s/, '0.0 s');

test('a stage that never did its work says how to run it', async () => {
  expect(await why('chain.first')).toEqual({
    status: 1,
    output: '',
    errors: 'retune: chain.first has not done its work here yet\n  Run it: npx nx run pipeline:chain.first\n',
  });
});

test('the reasons of the work are told, with its time, after a run', async () => {
  await workspace.nx('run', 'pipeline:chain');
  await workspace.nx('run', 'pipeline:chain', '--set', 'second.suffix=z', '--set', 'second.times=2');
  const {status, output} = await why('chain.second');
  expect(status).toBe(0);
  expect(timeless(output)).toBe(
    'chain.second was made at TIME, in 0.0 s:\n  suffix b -> z\n  times 1 -> 2\n',
  );
});

test('after a run that goes back, the reasons are those of the artifact that lies there now', async () => {
  await workspace.nx('run', 'pipeline:chain');
  expect(timeless((await why('chain.second')).output)).toBe(
    'chain.second was made at TIME, in 0.0 s:\n  first run\nThe last run found it in the cache.\n',
  );
});

test('a later run that finds the result in the cache does not hide the reasons', async () => {
  await workspace.nx('run', 'pipeline:chain', '--set', 'second.suffix=z', '--set', 'second.times=2');
  const {output} = await why('chain.second');
  expect(timeless(output)).toBe(
    'chain.second was made at TIME, in 0.0 s:\n  suffix b -> z\n  times 1 -> 2\n' +
      'The last run found it in the cache.\n',
  );
});

test('JSON tells the same', async () => {
  const {output} = await why('chain.second', '--json');
  const {at, seconds, ...rest} = JSON.parse(output);
  expect(rest).toEqual({
    stage: 'chain.second',
    reasons: ['suffix b -> z', 'times 1 -> 2'],
    lastRunCached: true,
  });
  expect(Date.now() - Date.parse(at)).toBeLessThan(60_000);
  expect(seconds).toBeGreaterThan(0);
});

test.each([
  [{'data/text.txt': 'two\n'}, 'write', 'the file of file changed'],
  [{}, 'first', 'input text changed'],
  [{'library.json': '{"library": "2.1"}'}, 'first', 'library 2.0 -> 2.1'],
  [
    {'packages/words/src/index.ts': `export const ending = '!';\n`},
    'first',
    'code: packages/words/src/index.ts',
  ],
])('a change of %j made %s run: %s', async (changed, stage, reason) => {
  workspace.write(changed);
  await workspace.nx('run', 'pipeline:chain');
  const {output} = await why(`chain.${stage}`);
  expect(output).toContain(`\n  ${reason}\n`);
});

test('a stage that equals one of an extended pipeline tells of that one', async () => {
  workspace.write({'pipelines/child.yaml': 'extends: chain\nset: {second.suffix: y}\n'});
  const [own, shared] = [await why('chain.first', '--json'), await why('child.first', '--json')];
  expect(JSON.parse(shared.output)).toEqual({...JSON.parse(own.output), stage: 'child.first'});
  expect((await why('child.second')).errors).toContain('child.second has not done its work here yet');
  rmSync(workspace.path('pipelines/child.yaml'));
});

test('an unknown pipeline and an unknown stage are told with the nearest name', async () => {
  expect((await why('chian.first')).errors).toBe(
    'retune: there is no pipeline "chian"\n  Did you mean "chain"? Known: chain.\n',
  );
  expect((await why('chain.frist')).errors).toBe(
    'retune: pipeline chain has no stage "frist"\n  Did you mean "first"? Known: write, first, second.\n',
  );
});
