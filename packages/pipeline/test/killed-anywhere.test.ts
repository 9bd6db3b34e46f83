import {readdirSync, readFileSync, readlinkSync, realpathSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {TestWorkspace} from './workspace.js';

/** Each takes some three seconds; `.ci/run` asks for all. */
const moments = Number(process.env.RETUNE_KILL_MOMENTS ?? 3);
const all = ['--force', 'write', '--force', 'first', '--force', 'second', '--set', 'first.waitMs=150'];

let workspace: TestWorkspace;
/** What an undisturbed run makes. */
let undisturbed: Record<string, string>;
let milliseconds: number;

beforeAll(async () => {
  workspace = new TestWorkspace({'pipelines/chain.yaml': chain});
  await workspace.nx('run', 'pipeline:chain');
  const start = Date.now();
  await workspace.nx('run', 'pipeline:chain', ...all);
  milliseconds = Date.now() - start;
  undisturbed = artifacts();
});
afterAll(() => workspace[Symbol.dispose]());

/** Every file beside the logs, temporary ones included. */
function artifacts(): Record<string, string> {
  const folder = workspace.path('artifacts/chain');
  const files = readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('/logs/'));
  return Object.fromEntries(files.sort().map((file) => [file, readFileSync(file, 'hex')]));
}

/** Kills the stage that began last, if it is still at work. */
function killStage(): void {
  const pid = Number(workspace.read('stage.pid'));
  try {
    if (readlinkSync(`/proc/${pid}/cwd`) === realpathSync(workspace.root)) process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

const random = seededRandom(7);

test.each(Array.from({length: moments}, (_, i) => i))(
  'a run after a kill -9 at a random moment (%i) makes what an undisturbed run makes',
  async (moment) => {
    const running = workspace.start('run', 'pipeline:chain', ...all);
    if (moment % 2 === 0) {
      await sleep(random() * milliseconds);
      running.killNx();
    } else {
      await running.untilCalled(['write', 'first', 'second'][Math.floor(random() * 3)] as string);
      await sleep(random() * 150);
      killStage();
    }
    await running.ended;
    const after = await workspace.nx('run', 'pipeline:chain', '--set', 'first.waitMs=150', '--no-wait');
    expect(after.status, after.output).toBe(0);
    expect(artifacts()).toEqual(undisturbed);
  },
);

/** Mulberry32: the same moments in each run of the tests. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
