import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {runRetune} from './run-retune.js';
import {TestWorkspace} from './workspace.js';

let workspace: TestWorkspace;
beforeAll(() => {
  workspace = new TestWorkspace({'pipelines/chain.yaml': chain});
});
afterAll(() => workspace[Symbol.dispose]());

const retune = (...args: string[]) => runRetune(workspace.root, ...args);

test('help lists the commands', async () => {
  expect(await retune('--help')).toEqual({
    status: 0,
    output: `What a pipeline would run, why it ran, and what it keeps. Pipelines are run by Nx: npx nx run pipeline:NAME.

  plan   tells what a run would do, and why; runs nothing
  why    tells why and when a stage's result was made, and how long it took
  clean  removes a pipeline's artifacts, or those of all, and what killed runs left behind
  gc     removes the longest unused results from the cache until it is no larger than SIZE

retune COMMAND --help tells its arguments.
`,
    errors: '',
  });
});

test.each(['plan', 'why', 'clean', 'gc'])('help of %s tells its arguments', async (command) => {
  const {status, output} = await retune(command, '--help');
  expect(status).toBe(0);
  expect(output).toMatchSnapshot();
});

test.each([
  [['pan', 'chain'], 'there is no command "pan"\n  Did you mean "plan"? Known: plan, why, clean, gc.'],
  [
    ['plan', 'chain', '--jsn'],
    'plan has no option "--jsn"\n  Did you mean "--json"? Known: --set, --force, --max-instances, --json, --help.',
  ],
  [['plan'], 'plan needs PIPELINE\n  Write it as npx retune plan PIPELINE.'],
  [['plan', 'chain', 'more'], 'plan does not take "more"\n  See npx retune plan --help.'],
  [['plan', 'chain', '--json=yes'], '--json of plan takes no value\n  Write --json alone.'],
  [['gc', '--keep'], '--keep of gc needs a value\n  Write it as --keep SIZE.'],
  [['gc', '--keep', '--dry-run'], '--keep of gc needs a value\n  Write it as --keep SIZE.'],
])('%j is refused', async (args, words) => {
  expect(await retune(...args)).toEqual({status: 1, output: '', errors: `retune: ${words}\n`});
});

test('several faults of one command line are told together', async () => {
  const {errors} = await retune('gc', '--kep', '5GB');
  expect(errors).toContain('retune: gc has no option "--kep"\n  Did you mean "--keep"?');
  expect(errors).toContain('retune: gc does not take "5GB"\n');
});

test('outside a workspace the command says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'retune-outside-'));
  expect(await runRetune(folder, 'plan', 'chain')).toEqual({
    status: 1,
    output: '',
    errors: `retune: there is no nx.json in ${folder}, nor in a folder above it\n  Run the command inside a workspace.\n`,
  });
  rmSync(folder, {recursive: true});
});
