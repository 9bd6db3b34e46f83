import {existsSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {parseEnv} from 'node:util';
import {readJson} from './json-file.js';

/** Where Nx keeps results in this workspace, by Nx's own order: environment, `.env`, nx.json, its default. */
export function nxCacheFolder(root: string, environment: NodeJS.ProcessEnv): string {
  const settings = join(root, '.env');
  const fromFile = existsSync(settings) ? parseEnv(readFileSync(settings, 'utf8')) : {};
  const fromNxJson = readJson<{cacheDirectory?: string}>(join(root, 'nx.json'))?.cacheDirectory;
  const named = environment.NX_CACHE_DIRECTORY || fromFile.NX_CACHE_DIRECTORY || fromNxJson;
  return resolve(root, named ?? '.nx/cache');
}
