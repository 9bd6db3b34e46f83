import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {artifactKind, defineStage, implementStage, runStage, StageError, type StageEvent} from './index.js';
import {temporaryFolder} from './testing/temporary-folder.js';

const number = artifactKind({kind: 'number', doc: '', files: {number: {path: 'number.txt', doc: ''}}});

/** What a counting run does when it has counted to three. */
let atThree: () => void;
/** Counts on to five from what was saved last; saves each number. */
const count = implementStage(
  defineStage({name: 'count', doc: '', reads: {}, writes: number, params: z.strictObject({})}),
  async ({output, state, emit}) => {
    const saved = await state.load();
    const start = saved === undefined ? 0 : Number(readFileSync(saved, 'utf8'));
    if (saved !== undefined) emit({kind: 'resumed', step: start});
    for (let i = start + 1; i <= 5; i++) {
      if (i === 4) atThree();
      await state.save((path) => writeFile(path, String(i)));
    }
    await output.writeText('number', '5');
  },
);

async function rig() {
  const folder = await temporaryFolder();
  const states = join(folder, 'states');
  const run = async (key = 'a') => {
    const events: StageEvent[] = [];
    const state = {folder: states, key};
    const output = join(folder, 'number');
    const task = {params: {}, inputs: {}, output, versions: {}, workspaceRoot: folder, state};
    const end = await runStage(count, task, (event) => events.push(event)).catch((error: Error) => error);
    return {events, failed: end instanceof Error};
  };
  const files = () =>
    readdirSync(states, {recursive: true, withFileTypes: true})
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  return {states, run, files};
}

function crash(): void {
  throw new Error('the power fails');
}

test('work goes on from the last state that was saved, of which nothing stays when it is done', async () => {
  const {states, run, files} = await rig();
  atThree = crash;
  expect((await run()).failed).toBe(true);
  expect(files().map((file) => readFileSync(file, 'utf8'))).toEqual(['3']);
  atThree = () => {};
  expect(await run()).toEqual({events: [{kind: 'resumed', step: 3}], failed: false});
  expect(existsSync(states)).toBe(false);
});

test('a state of other work is not taken, and goes', async () => {
  const {run, files} = await rig();
  atThree = crash;
  await run('a');
  expect((await run('b')).events).toEqual([]);
  expect(files()).toHaveLength(1);
  atThree = () => {};
  expect((await run('a')).events).toEqual([]);
});

test('a damaged state is told, and the work begins anew', async () => {
  const {run, files} = await rig();
  atThree = crash;
  await run();
  await writeFile(files()[0] as string, '4');
  atThree = () => {};
  expect(await run()).toEqual({
    events: [
      {
        kind: 'warning',
        message: 'the state that an ended run saved is damaged, so the work starts again from the beginning',
      },
    ],
    failed: false,
  });
});

test('what a kill left half-written is passed over, and of two whole states the newer counts', async () => {
  const {run, files} = await rig();
  atThree = crash;
  await run();
  const [three] = files() as [string];
  // sha256 of "1".
  const one = '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b';
  await writeFile(join(three, '..', `state-${one}`), '1');
  await utimes(join(three, '..', `state-${one}`), 1, 1);
  await writeFile(join(three, '..', 'temporary-1'), '4');
  atThree = () => {};
  expect((await run()).events).toEqual([{kind: 'resumed', step: 3}]);
});

test('work that came to an expected failure leaves no state: from there it would come to the same', async () => {
  const {states, run} = await rig();
  atThree = () => {
    throw new StageError({what: 'training diverged'});
  };
  expect((await run()).failed).toBe(true);
  expect(existsSync(states)).toBe(false);
});
