import fc from 'fast-check';
import {expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {runRetune} from './run-retune.js';
import {TestWorkspace} from './workspace.js';

/** `chain`, with a stage beside it, so that branches differ. */
const pipeline = `${chain}  beside:
    uses: copy
    inputs: {text: write}
`;

type Edit = {what: string; args?: string[]; write?: Record<string, string>};

/** Edits of params, data, sources, versions and settings; some bring back what was run before. */
const edits: Edit[] = [
  {what: 'nothing'},
  {what: 'param of the first', args: ['--set', 'first.suffix=c']},
  {what: 'another of it', args: ['--set', 'first.suffix=d']},
  {what: 'a param whose output is equal', args: ['--set', 'write.firstLineOnly=true']},
  {what: 'two params', args: ['--set', 'first.suffix=c', '--set', 'second.times=2']},
  {what: 'param of the last', args: ['--set', 'second.suffix=e']},
  {what: 'data', write: {'data/text.txt': 'two\n'}},
  {what: 'more data', write: {'data/text.txt': 'two\nthree\n'}},
  {what: 'data as it was', write: {'data/text.txt': 'one\n'}},
  {
    what: 'source that changes the output',
    write: {'packages/words/src/index.ts': `export const ending = '!';\n`},
  },
  {what: 'version', write: {'library.json': JSON.stringify({library: '2.1'})}},
  {what: 'version as it was', write: {'library.json': JSON.stringify({library: '2.0'})}},
  {what: 'YAML', write: {'pipelines/chain.yaml': pipeline.replace('"b"', '"z"')}},
  {what: 'YAML as it was', write: {'pipelines/chain.yaml': pipeline}},
  {
    what: 'wiring',
    write: {'pipelines/chain.yaml': pipeline.replace('inputs: {text: first}', 'inputs: {text: write}')},
  },
  {what: 'what git ignores', write: {'.gitignore': 'node_modules\n.nx\n.retune\nartifacts\nignored\nmore\n'}},
];

test('what a plan calls cached is cached in the run, and what it says would run runs', async () => {
  const property = fc.asyncProperty(
    fc.shuffledSubarray(edits, {minLength: 12, maxLength: 12}),
    async (chosen) => {
      using workspace = new TestWorkspace({'pipelines/chain.yaml': pipeline});
      for (const {what, args = [], write = {}} of chosen) {
        workspace.write(write);
        const {output} = await runRetune(workspace.root, 'plan', 'chain', '--json', ...args);
        const {stages} = JSON.parse(output) as {stages: {stage: string; state: string}[]};
        const inState = (state: string) =>
          stages.filter((one) => one.state === state).map(({stage}) => stage);
        const run = await workspace.nx('run', 'pipeline:chain', ...args);
        expect(run.status, run.output).toBe(0);
        expect(
          run.worked.filter((stage) => inState('cached').includes(stage)),
          what,
        ).toEqual([]);
        expect(
          inState('would-run').filter((stage) => !run.worked.includes(stage)),
          what,
        ).toEqual([]);
      }
    },
  );
  await fc.assert(property, {numRuns: 1, endOnFailure: true});
}, 300_000);
