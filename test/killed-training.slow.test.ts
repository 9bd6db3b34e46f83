import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {createInterface} from 'node:readline';
import {text} from 'node:stream/consumers';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {runStage, type StageEvent, type StageTask} from '@retune/stage';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {bundle} from '../packages/pipeline/bundle.mjs';
import train from '../packages/train/src/run.js';
import {
  inputPlaces,
  writeCheckpoint,
  writeFeatures,
  writeTokens,
} from '../packages/train/src/testing/train-inputs.js';

/** Each takes some two seconds; `.ci/run` asks for more. */
const moments = Number(process.env.RETUNE_KILL_MOMENTS ?? 2);
const root = fileURLToPath(new URL('..', import.meta.url));
const params = {
  batchSize: 2,
  epochs: 4 * (moments + 1),
  learningRate: 1e-3,
  evaluationSteps: 25,
  loggingSteps: 10,
};

let folder: string;
/** Starts the train stage on the task in its first argument. */
let program: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'retune-killed-'));
  await writeCheckpoint(folder);
  await writeTokens(folder);
  await writeFeatures(folder);
  const code = `import {trainProcess} from ${JSON.stringify(join(root, 'test/train-process.ts'))};
    await trainProcess(JSON.parse(process.argv[2]));`;
  const [compiled] = await bundle([{name: 'train-process', code}], root);
  program = compiled?.path as string;
});
afterAll(() => rmSync(folder, {recursive: true}));

function taskOf(output: string, execution: string): StageTask {
  return {
    params: {...params, execution},
    inputs: inputPlaces(folder),
    output: join(folder, execution, output),
    versions: {},
    workspaceRoot: folder,
    state: {folder: join(folder, 'states', execution), key: execution},
  };
}

interface KillMoment {
  /** That the process has done. */
  steps: number;
  milliseconds: number;
}

/** From one step on, at any place within a step or a saving; the same in each run of the tests. */
function killMoment(index: number): KillMoment {
  return {steps: 2 + ((index * 7) % 11), milliseconds: (index * 5 + 1) % 17};
}

/** Runs the task in a process, killed at that moment; gives what it told. */
async function trainInProcess(task: StageTask, kill?: KillMoment): Promise<StageEvent[]> {
  const child = spawn(process.execPath, [program, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const said = text(child.stderr);
  const events: StageEvent[] = [];
  for await (const line of createInterface(child.stdout)) {
    if (!line.endsWith('}')) continue;
    const event = JSON.parse(line) as StageEvent;
    events.push(event);
    if (kill && event.kind === 'progress' && --kill.steps === 0)
      void sleep(kill.milliseconds).then(() => process.kill(child.pid as number, 'SIGKILL'));
  }
  const [status, signal] = await ended;
  expect([status, signal], await said).toEqual(kill === undefined ? [0, null] : [null, 'SIGKILL']);
  return events;
}

function resumedSteps(events: readonly StageEvent[]): number[] {
  return events.flatMap((event) => (event.kind === 'resumed' ? [event.step] : []));
}

function bytesOf(output: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(output).map((file) => [file, readFileSync(join(output, file), 'hex')]),
  );
}

test.each(['graph', 'eager'])(
  'training that is killed at any moment goes on from there and ends with the bytes of one that is not (%s)',
  async (execution) => {
    const undisturbed = taskOf('undisturbed', execution);
    mkdirSync(dirname(undisturbed.output), {recursive: true});
    const {state: _, ...withoutState} = undisturbed;
    await runStage(train, withoutState, () => {});

    const task = taskOf('killed', execution);
    const resumedAt: number[] = [];
    for (let moment = 0; moment < moments; moment++) {
      resumedAt.push(...resumedSteps(await trainInProcess(task, killMoment(moment))));
      expect(existsSync(task.output)).toBe(false);
    }
    resumedAt.push(...resumedSteps(await trainInProcess(task)));
    expect(resumedAt).toEqual(resumedAt.toSorted((a, b) => a - b));
    expect(resumedAt.at(-1)).toBeGreaterThan(0);
    expect(bytesOf(task.output)).toEqual(bytesOf(undisturbed.output));
    expect(existsSync((task.state as {folder: string}).folder)).toBe(false);
  },
  20_000 * (moments + 2),
);
