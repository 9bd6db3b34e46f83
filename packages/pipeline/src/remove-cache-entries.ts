import {existsSync, readdirSync, renameSync, rmSync} from 'node:fs';
import {join} from 'node:path';

/** Ends the name of a result's folder that is on its way; a collection of garbage removes those left behind. */
export const LEAVING = '.leaving';

/**
 * Removes results from Nx's cache; Nx makes a result again whose folder is gone. A folder that is only half
 * removed would be restored as it is, so it first gets a name that is no hash.
 */
export function removeCacheEntries(cacheFolder: string, hashes: readonly string[]): void {
  for (const hash of hashes) {
    renameSync(join(cacheFolder, hash), join(cacheFolder, hash + LEAVING));
    rmSync(join(cacheFolder, 'terminalOutputs', hash), {force: true});
  }
  if (!existsSync(cacheFolder)) return;
  // Those of a collection that was killed go along.
  for (const name of readdirSync(cacheFolder))
    if (name.endsWith(LEAVING)) rmSync(join(cacheFolder, name), {recursive: true});
}
