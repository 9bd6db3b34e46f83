import {
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {realPlace} from './real-place.js';
import {LEAVING} from './remove-cache-entries.js';

/** The part of Nx's native cache by which results go in and out. */
interface NxCache {
  readonly cacheDirectory: string;
  put(hash: string, terminalOutput: string, outputs: string[], code: number): {expandedOutputs: string[]};
  copyFilesFromCache(result: Cached, outputs: string[]): unknown;
  applyRemoteCacheResults(hash: string, result: Cached, outputs?: string[]): boolean;
}

interface Cached {
  /** The result's folder in the cache. */
  outputsPath: string;
}

/**
 * Has Nx cache the artifacts that lie behind a link: `artifacts` on another disk. Nx itself keeps nothing that it
 * reaches through a link, and replaces the link by a folder when it restores. Entries look as without links, so
 * that workspaces with and without them share a cache.
 * @param outputs folders of artifacts, from the workspace's root
 */
export function cacheLinkedArtifacts(outputs: readonly string[], root: string): void {
  const places = linkedPlaces(outputs, root);
  if (places.size === 0) return;
  const load = createRequire(import.meta.url);
  const {NxCache} = load('nx/src/native') as {
    NxCache: {prototype: NxCache; new (root: string, cacheFolder: string, database: unknown): NxCache};
  };
  const {getDbConnection} = load('nx/src/utils/db-connection') as {getDbConnection: () => unknown};
  // A cache whose workspace is the artifact itself meets no link on the way.
  const cacheOf = (place: string, folder: string) => new NxCache(place, folder, getDbConnection());
  Object.assign(NxCache.prototype, throughLinks(NxCache.prototype, places, cacheOf));
}

/** Where the artifacts behind links really lie, by their outputs. */
function linkedPlaces(outputs: readonly string[], root: string): Map<string, string> {
  const realRoot = realpathSync(root);
  const places = outputs.map((output) => [output, realPlace(join(root, output))] as const);
  return new Map(places.filter(([output, place]) => place !== join(realRoot, output)));
}

/** The ways in and out of Nx's cache, for artifacts in `places`; other outputs go Nx's way. */
function throughLinks(
  {put, copyFilesFromCache, applyRemoteCacheResults}: NxCache,
  places: ReadonlyMap<string, string>,
  cacheOf: (place: string, folder: string) => NxCache,
): Pick<NxCache, 'put' | 'copyFilesFromCache' | 'applyRemoteCacheResults'> & ThisType<NxCache> {
  const linked = ([output = '', ...others]: string[] = []) => {
    const place = others.length > 0 ? undefined : places.get(output);
    return place === undefined ? undefined : {output, place};
  };
  return {
    put(hash, terminalOutput, outputs, code) {
      const found = linked(outputs);
      if (found === undefined) return put.call(this, hash, terminalOutput, outputs, code);
      const {output, place} = found;
      const made = put.call(
        cacheOf(place, this.cacheDirectory),
        hash,
        terminalOutput,
        readdirSync(place),
        code,
      );
      moveInto(join(this.cacheDirectory, hash), output);
      return {...made, expandedOutputs: outputs};
    },
    copyFilesFromCache(result, outputs) {
      const found = linked(outputs);
      if (found === undefined) return copyFilesFromCache.call(this, result, outputs);
      restore(join(result.outputsPath, found.output), found.place);
      return null;
    },
    applyRemoteCacheResults(hash, result, outputs) {
      const found = linked(outputs);
      if (found === undefined) return applyRemoteCacheResults.call(this, hash, result, outputs);
      const applied = applyRemoteCacheResults.call(this, hash, result, []);
      if (applied) restore(join(result.outputsPath, found.output), found.place);
      return applied;
    },
  };
}

/** Moves what lies in a result's folder to its place below that folder, which at no time holds a half. */
function moveInto(entry: string, output: string): void {
  const shell = entry + LEAVING;
  rmSync(shell, {recursive: true, force: true});
  mkdirSync(join(shell, dirname(output)), {recursive: true});
  renameSync(entry, join(shell, output));
  renameSync(shell, entry);
}

/** Puts a result in the place of an artifact, whose folder stays. */
function restore(cached: string, place: string): void {
  mkdirSync(place, {recursive: true});
  for (const name of readdirSync(place)) rmSync(join(place, name), {recursive: true});
  // What is missing in the cache is found out when the run ends.
  if (existsSync(cached)) cpSync(cached, place, {recursive: true, mode: constants.COPYFILE_FICLONE});
}
