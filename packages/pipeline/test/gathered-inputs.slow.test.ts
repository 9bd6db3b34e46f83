import {afterAll, beforeAll, expect, test} from 'vitest';
import {chain, copyStages} from './copy-stages.js';
import {runRetune} from './run-retune.js';
import {TestWorkspace} from './workspace.js';

/** A stage that lists the texts of any number of stages, with what sets each apart. */
const listStage = {
  'packages/list/package.json': JSON.stringify({
    name: '@test/list',
    type: 'module',
    exports: './src/run.ts',
    retune: {declaration: './src/stage.ts', run: './src/run.ts'},
  }),
  'packages/list/src/stage.ts': `
    import {text} from '../../kinds/src/index.js';
    import {defineStage, several} from '@retune/stage';
    import {z} from 'zod';
    export default defineStage({
      name: 'list', doc: 'Lists texts.', reads: {texts: several(text)}, writes: text, params: z.strictObject({}),
    });
  `,
  'packages/list/src/run.ts': `
    import {implementStage} from '@retune/stage';
    import declaration from './stage.js';
    export default implementStage(declaration, async ({inputs, output}) => {
      const lines = [];
      for (const {from, values, artifact} of inputs.texts)
        lines.push([from, JSON.stringify(values), (await artifact.text('text')).trim()].join(' '));
      await output.writeText('text', lines.join('\\n'));
    });
  `,
};
const sweep = `extends: chain
matrix: {first.suffix: [a, c]}
stages:
  list: {inputs: {texts: [second, write]}}
`;
const files = {...copyStages, ...listStage, 'pipelines/chain.yaml': chain, 'pipelines/sweep.yaml': sweep};
let workspace: TestWorkspace;

beforeAll(async () => {
  workspace = new TestWorkspace(files);
  const run = await workspace.nx('run', 'pipeline:sweep');
  expect(run.status, run.output).toBe(0);
});
afterAll(() => workspace[Symbol.dispose]());

const listed = () => workspace.read('artifacts/sweep/list/text.txt').split('\n');

test('a list input takes all instances of a stage, each with its values, and does not fan out', () => {
  expect(listed()).toEqual([
    'second@suffix=a {"first.suffix":"a"} one',
    'ab',
    'second@suffix=c {"first.suffix":"c"} one',
    'cb',
    'write {} one',
  ]);
});

test('one more value runs its instances and what gathers them, nothing else', async () => {
  workspace.write({'pipelines/sweep.yaml': sweep.replace('[a, c]', '[a, c, d]')});
  expect((await runRetune(workspace.root, 'plan', 'sweep')).status).toBe(3);
  const run = await workspace.nx('run', 'pipeline:sweep');
  expect(run.worked).toEqual(['first@suffix=d', 'second@suffix=d']);
  expect(run.output).toContain('input texts:second@suffix=d wired to second@suffix=d, not none');
  expect(listed()).toHaveLength(7);
  expect((await runRetune(workspace.root, 'plan', 'sweep')).status).toBe(0);
});

test.each([
  [
    'extends: chain\nstages: {list: {inputs: {texts: second}}}\n',
    'pipelines/sweep.yaml:2:33: input "texts" of stage list takes a list of stages',
    'Write [second].',
  ],
  [
    'extends: chain\nstages: {second: {inputs: {text: [first]}}}\n',
    'pipelines/sweep.yaml:2:35: input "text" of stage second takes one stage, not a list',
    'Write the name of one stage, without brackets.',
  ],
  [
    'extends: chain\nstages: {list: {inputs: {texts: [secnd]}}}\n',
    'pipelines/sweep.yaml:2:34: there is no stage "secnd" here',
    'Did you mean "second"?',
  ],
])('%j is refused', async (text, problem, mend) => {
  workspace.write({'pipelines/sweep.yaml': text});
  const {status, errors} = await runRetune(workspace.root, 'plan', 'sweep');
  expect(status).toBe(1);
  expect(errors).toContain(problem);
  expect(errors).toContain(mend);
});
