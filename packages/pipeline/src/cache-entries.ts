import {existsSync, readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {folderSize} from './folder-size.js';
import type {ResultEntry} from './result-index.js';

/** One result in Nx's cache. */
export interface CacheEntry {
  hash: string;
  /** The stages that made it, such as full.train; none for tasks of other plugins. */
  stages: string[];
  bytes: number;
  /** When it was last used, or made where that is not known; in milliseconds. */
  usedAt: number;
}

/** What Nx's cache holds, the longest unused first. */
export function cacheEntries(cacheFolder: string, results: readonly ResultEntry[]): CacheEntry[] {
  if (!existsSync(cacheFolder)) return [];
  // Nx names each result's folder by its hash, a number; what else lies there is its own business.
  const hashes = readdirSync(cacheFolder).filter((name) => /^\d+$/.test(name));
  return hashes
    .map((hash) => {
      const own = results.filter((result) => result.hash === hash);
      const made = statSync(join(cacheFolder, hash)).mtimeMs;
      return {
        hash,
        stages: own.map(({project}) => project).sort(),
        bytes: folderSize(join(cacheFolder, hash)) + folderSize(join(cacheFolder, 'terminalOutputs', hash)),
        usedAt: Math.max(made, ...own.map(({usedAt}) => usedAt)),
      };
    })
    .sort((a, b) => a.usedAt - b.usedAt || (a.stages.join() < b.stages.join() ? -1 : 1));
}
