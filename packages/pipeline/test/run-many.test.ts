import {expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {TestWorkspace} from './workspace.js';

test('where several pipelines share the stages that run-many runs, they are told once', async () => {
  using workspace = new TestWorkspace({
    'pipelines/chain.yaml': chain,
    'pipelines/again.yaml': 'extends: chain\nset: {second.suffix: c}\n',
  });
  const shared = await workspace.nx('run-many', '-t', 'run', '-p', 'chain.first');
  expect(shared.status, shared.output).toBe(0);
  expect(shared.output.match(/^first +ran /gm)).toHaveLength(1);

  const own = await workspace.nx('run-many', '-t', 'run', '-p', 'again.second');
  expect(own.output.match(/^first +cached$/gm)).toHaveLength(1);
  expect(own.output.match(/^second +ran /gm)).toHaveLength(1);
});
