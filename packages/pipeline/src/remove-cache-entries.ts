import {mkdirSync, mkdtempSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/**
 * Removes results from Nx's cache. The folder alone must not go: Nx's database would still promise the result,
 * and a run would find it and restore nothing. So Nx itself is made to withdraw it.
 */
export async function removeCacheEntries(
  {root, cacheFolder}: {root: string; cacheFolder: string},
  hashes: readonly string[],
): Promise<void> {
  // Nx finds its database by these, when it is loaded.
  process.env.NX_WORKSPACE_ROOT_PATH = root;
  process.env.NX_CACHE_DIRECTORY = cacheFolder;
  const {NxCache} = await import('nx/src/native/index.js');
  const {getDbConnection} = await import('nx/src/utils/db-connection.js');
  const scratch = mkdtempSync(join(tmpdir(), 'retune-gc-'));
  try {
    const output = outputBelowALink(scratch);
    const cache = new NxCache(scratch, cacheFolder, getDbConnection());
    for (const hash of hashes) {
      // Nx caches no outputs below a link. Told that this is what the task made, it withdraws the result that
      // it has, and there is no other call that would.
      if (cache.get(hash) !== null) cache.put(hash, '', [output], 0);
      if (cache.get(hash) !== null) throw new Error(`Internal error: Nx keeps its result ${hash}`);
      rmSync(join(cacheFolder, hash), {recursive: true, force: true});
      rmSync(join(cacheFolder, 'terminalOutputs', hash), {force: true});
    }
  } finally {
    rmSync(scratch, {recursive: true});
  }
}

/** Makes an empty folder that is reached through a link; gives its path inside `scratch`. */
function outputBelowALink(scratch: string): string {
  mkdirSync(join(scratch, 'target', 'output'), {recursive: true});
  symlinkSync('target', join(scratch, 'link'));
  return 'link/output';
}
