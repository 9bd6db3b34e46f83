import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {text} from 'node:stream/consumers';
import {fileURLToPath} from 'node:url';
import type {StageEvent, StageTask} from '@retune/stage';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {writeExplainInputs} from '../packages/explain/src/testing/explain-inputs.js';
import {bundle} from '../packages/pipeline/bundle.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Three groups: 32 texts are explained side by side. */
const texts = Array.from({length: 80}, (_, i) => `i feel so sad and so angry about day ${i}`);

let folder: string;
let inputs: StageTask['inputs'];
/** Starts the explain stage on the task in its first argument. */
let program: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'retune-interrupted-'));
  inputs = await writeExplainInputs(folder);
  const code = `import {explainProcess} from ${JSON.stringify(join(root, 'test/explain-process.ts'))};
    await explainProcess(JSON.parse(process.argv[2]));`;
  const [compiled] = await bundle([{name: 'explain-process', code}], root);
  program = compiled?.path as string;
});
afterAll(() => rmSync(folder, {recursive: true}));

function taskOf(name: string): StageTask {
  return {
    params: {texts, maxEvaluations: 60},
    inputs,
    output: join(folder, name),
    versions: {},
    workspaceRoot: folder,
    state: {folder: join(folder, 'states', name), key: 'work'},
  };
}

/** Runs the task in a process, which gets Ctrl-C's signal at the first event that is due; gives what it told. */
async function explainInProcess(
  task: StageTask,
  isDue: (event: StageEvent) => boolean = () => false,
): Promise<StageEvent[]> {
  const child = spawn(process.execPath, [program, JSON.stringify(task)], {stdio: ['ignore', 'pipe', 'pipe']});
  const ended = once(child, 'exit');
  const said = text(child.stderr);
  const events: StageEvent[] = [];
  for await (const line of createInterface(child.stdout)) {
    if (!line.endsWith('}')) continue;
    const event = JSON.parse(line) as StageEvent;
    events.push(event);
    if (isDue(event)) child.kill('SIGINT');
  }
  expect(await ended, await said).toEqual(events.some(isDue) ? [null, 'SIGINT'] : [0, null]);
  return events;
}

function shareOf(event: StageEvent): number {
  return event.kind === 'progress' ? event.done / event.total : 0;
}

test('after Ctrl-C what was explained is not computed again, and the result has the same bytes', async () => {
  const [undisturbed, task] = [taskOf('undisturbed'), taskOf('interrupted')];
  await explainInProcess(undisturbed);
  await explainInProcess(task, (event) => shareOf(event) > 32 / 80);
  expect(existsSync(task.output)).toBe(false);
  const events = await explainInProcess(task);
  const shares = events.map(shareOf);
  expect(Math.min(...shares)).toBeCloseTo(32 / 80, 3);
  expect(shares.at(-1)).toBe(1);
  for (const file of readdirSync(undisturbed.output))
    expect([file, readFileSync(join(task.output, file), 'hex')]).toEqual([
      file,
      readFileSync(join(undisturbed.output, file), 'hex'),
    ]);
  expect(existsSync((task.state as {folder: string}).folder)).toBe(false);
});
