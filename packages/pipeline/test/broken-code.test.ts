import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {runRetune} from './run-retune.js';
import {TestWorkspace} from './workspace.js';

const files = {'pipelines/chain.yaml': chain};
let workspace: TestWorkspace;
beforeAll(() => {
  workspace = new TestWorkspace(files);
});
afterEach(() => workspace.restore(files));
afterAll(() => workspace[Symbol.dispose]());

const mend = '  Fix this and run the same command again.\n';

test('code of a stage that cannot be compiled is told with its place and no stack', async () => {
  workspace.write({'packages/write/src/run.ts': 'export const a = 1;\nexport default (;\n'});
  const place = 'packages/write/src/run.ts:2:17: Unexpected ";"';
  const {status, errors} = await runRetune(workspace.root, 'plan', 'chain');
  expect(status).toBe(1);
  expect(errors).toBe(`retune: ${place}\n${mend}`);
  const run = await workspace.nx('run', 'pipeline:chain');
  expect(run.output).toContain(place);
  expect(run.output).not.toContain('    at ');
});

test.each([
  ['{\n  "name": ]\n}', '2:11'],
  ['{"name": "write"', '1:17'],
])('a package.json that is no JSON is told with its place and no stack: %s', async (text, place) => {
  workspace.write({'packages/write/package.json': text});
  const {status, errors} = await runRetune(workspace.root, 'plan', 'chain');
  expect(status).toBe(1);
  expect(errors).toContain(`retune: ${workspace.path('packages/write/package.json')}:${place}: `);
  expect(errors).not.toContain('    at ');
});
