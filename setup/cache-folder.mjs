import {readdir, rm} from 'node:fs/promises';
import {homedir} from 'node:os';
import {join} from 'node:path';

/**
 * Where the native library and the addon are kept, for all clones of one user.
 * @param {NodeJS.ProcessEnv} environment
 */
export function cacheFolder(environment) {
  // The XDG specification: a path that is not absolute counts as not set.
  const named = environment.XDG_CACHE_HOME;
  const caches = named?.startsWith('/') ? named : join(environment.HOME || homedir(), '.cache');
  return join(caches, 'retune');
}

/** The name of a temporary folder; what is whole is renamed into its place. */
export function temporaryFolder(place) {
  return `${place}.tmp-${process.pid}`;
}

/** Removes what set-ups that were killed left. Only while holding the cache's lock. */
export async function removeLeftovers(cache) {
  const names = await readdir(cache).catch(() => []);
  for (const name of names)
    if (name.includes('.tmp-')) await rm(join(cache, name), {recursive: true, force: true});
}
