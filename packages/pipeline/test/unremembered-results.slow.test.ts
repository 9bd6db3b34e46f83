import {existsSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {TestWorkspace} from './workspace.js';

let workspace: TestWorkspace;
beforeAll(() => {
  workspace = new TestWorkspace({'pipelines/chain.yaml': chain});
});
afterAll(() => workspace[Symbol.dispose]());

/** The folder of Nx's cache that holds the newest result of the stage `first`. */
function cachedFolder(): string {
  const cache = workspace.path('.nx/cache');
  const [newest] = readdirSync(cache)
    .map((hash) => join(cache, hash, 'artifacts/chain/first'))
    .filter((folder) => existsSync(folder))
    .sort((a, b) => statSync(b).birthtimeMs - statSync(a).birthtimeMs);
  return newest as string;
}

// What is remembered of results lies in .retune; a result from a remote cache is not remembered either.
test.each<[string, string, (folder: string) => void]>([
  ['is truncated', 'was damaged (text.txt)', (folder) => truncateSync(join(folder, 'text.txt'), 1)],
  ['has no manifest', 'was damaged (manifest.json)', (folder) => rmSync(join(folder, 'manifest.json'))],
  [
    'has other digests',
    'was damaged (SHA256SUMS)',
    (folder) => writeFileSync(join(folder, 'SHA256SUMS'), ''),
  ],
  ['is gone', 'is gone', (folder) => rmSync(join(folder, '../..'), {recursive: true})],
])(
  'a cached result that %s is reported and made again though nothing is remembered of it',
  async (title, fault, damage) => {
    const command = ['run', 'pipeline:chain', '--set', `first.suffix=${title}`];
    await workspace.nx(...command);
    rmSync(workspace.path('.retune'), {recursive: true});
    damage(cachedFolder());
    const run = await workspace.nx(...command);
    expect(run.status, run.output).toBe(0);
    expect(run.output).toContain(
      `first: its cached result, used in this run, ${fault}; the run starts again\n`,
    );
    expect(run.worked).toContain('first');
    expect(workspace.read('artifacts/chain/second/text.txt')).toBe(`one\n${title}b`);
    expect((await workspace.nx(...command)).worked).toEqual([]);
  },
);
