import {readdirSync, readFileSync, readlinkSync, realpathSync} from 'node:fs';
import {join, relative} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {TestWorkspace} from './workspace.js';

/** Each takes some three seconds; `.ci/run` asks for all. */
const moments = Number(process.env.RETUNE_KILL_MOMENTS ?? 3);
const command = ['run', 'pipeline:chain', '--set', 'first.waitMs=150'];

let workspace: TestWorkspace;
/** Where nothing is killed. */
let undisturbed: TestWorkspace;
let milliseconds: number;

beforeAll(async () => {
  workspace = new TestWorkspace({'pipelines/chain.yaml': chain});
  undisturbed = new TestWorkspace({'pipelines/chain.yaml': chain});
  await workspace.nx(...command);
  workspace.write({'data/text.txt': 'how long does it take\n'});
  const start = Date.now();
  await workspace.nx(...command);
  milliseconds = Date.now() - start;
});
afterAll(() => {
  workspace[Symbol.dispose]();
  undisturbed[Symbol.dispose]();
});

/** Every file beside the logs, temporary ones included. */
function artifactsOf({root}: TestWorkspace): Record<string, string> {
  const files = readdirSync(join(root, 'artifacts/chain'), {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('/logs/'));
  return Object.fromEntries(files.sort().map((file) => [relative(root, file), readFileSync(file, 'hex')]));
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
    const changed = {'data/text.txt': `text ${moment}\n`};
    workspace.write(changed);
    undisturbed.write(changed);
    const running = workspace.start(...command);
    if (moment % 2 === 0) {
      await sleep(random() * milliseconds);
      running.killNx();
    } else {
      await running.untilCalled(['write', 'first', 'second'][Math.floor(random() * 3)] as string);
      await sleep(random() * 150);
      killStage();
    }
    await running.ended;
    const after = await workspace.nx(...command, '--no-wait');
    expect(after.status, after.output).toBe(0);
    await undisturbed.nx(...command);
    expect(artifactsOf(workspace)).toEqual(artifactsOf(undisturbed));
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
