import {availableParallelism} from 'node:os';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {writeSealed} from '../src/json-file.js';
import {copyStages} from './copy-stages.js';
import {TestWorkspace} from './workspace.js';

/** A stage that notes how many of it work at the same time, and the threads that it was told to use. */
const crowdStage = {
  'packages/crowd/package.json': JSON.stringify({
    name: '@test/crowd',
    type: 'module',
    exports: './src/run.ts',
    retune: {declaration: './src/stage.ts', run: './src/run.ts'},
  }),
  'packages/crowd/src/stage.ts': `
    import {text} from '../../kinds/src/index.js';
    import {defineStage} from '@retune/stage';
    import {z} from 'zod';
    export default defineStage({
      name: 'crowd', doc: 'Notes its company.', reads: {}, writes: text,
      params: z.strictObject({place: z.int().describe('sets the instances apart')}),
    });
  `,
  'packages/crowd/src/run.ts': `
    import {appendFileSync, mkdirSync, readdirSync, rmdirSync} from 'node:fs';
    import {join} from 'node:path';
    import {implementStage} from '@retune/stage';
    import declaration from './stage.js';
    export default implementStage(declaration, async ({params, output, workspaceRoot}) => {
      const here = join(workspaceRoot, 'crowd', String(params.place));
      mkdirSync(here, {recursive: true});
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const company = readdirSync(join(workspaceRoot, 'crowd')).length;
      appendFileSync(join(workspaceRoot, 'notes.txt'), company + ' ' + process.env.RETUNE_THREADS + '\\n');
      rmdirSync(here);
      await output.writeText('text', String(params.place));
    });
  `,
};
const files = {
  ...copyStages,
  ...crowdStage,
  'pipelines/crowd.yaml': 'stages: {crowd: {params: {place: 1}}}\nmatrix: {crowd.place: [1, 2, 3]}\n',
};
const cores = availableParallelism();
let workspace: TestWorkspace;

beforeAll(() => {
  workspace = new TestWorkspace(files);
});
afterAll(() => workspace[Symbol.dispose]());

/** By instance: how many worked when it ended, and its threads. */
async function notesOf(...args: string[]): Promise<{company: number[]; threads: number[]}> {
  workspace.write({'notes.txt': ''});
  const run = await workspace.nx('run', 'pipeline:crowd', ...args);
  expect(run.status, run.output).toBe(0);
  const notes = workspace.read('notes.txt').trimEnd().split('\n').filter(Boolean);
  const numbers = notes.map((note) => note.split(' ').map(Number) as [number, number]);
  return {company: numbers.map(([company]) => company), threads: numbers.map(([, threads]) => threads)};
}

test('instances work at the same time, one a core, with the cores shared out between them', async () => {
  const {company, threads} = await notesOf();
  const together = Math.min(3, cores);
  expect(Math.max(...company)).toBe(together);
  expect(threads).toEqual(Array(3).fill(Math.floor(cores / together)));
});

test('an instance that works alone, as the others are cached, gets all cores', async () => {
  const {threads} = await notesOf('--force', 'crowd@place=2');
  expect(threads).toEqual([cores]);
});

test('the number that the command names wins, and each stage gets its part of the cores', async () => {
  const {company, threads} = await notesOf('--force', 'crowd', '--parallel=1');
  expect(company).toEqual([1, 1, 1]);
  expect(threads).toEqual(Array(3).fill(cores));
});

test('stages that would not fit into memory together work one after another', async () => {
  writeSealed(workspace.path('.retune/peaks/crowd.json'), 2 ** 50);
  const {company, threads} = await notesOf('--force', 'crowd');
  expect(company).toEqual([1, 1, 1]);
  expect(threads).toEqual(Array(3).fill(cores));
});
