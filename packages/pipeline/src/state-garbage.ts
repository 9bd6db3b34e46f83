import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {readJson, readSealed} from './json-file.js';
import type {PastResult} from './result-index.js';
import type {KnownResult} from './workspace-state.js';

/** What is needed of what `.retune` holds. */
export interface NeededState {
  /** Names of the compiled code, such as `train.run`. */
  code: ReadonlySet<string>;
  /** Names of the stages' packages. */
  packages: ReadonlySet<string>;
  pipelines: ReadonlySet<string>;
  /** Nx projects of the pipelines' stages. */
  projects: ReadonlySet<string>;
  /** Stages as they are now: `full.train/FINGERPRINT`. */
  fingerprints: ReadonlySet<string>;
  /** Hashes of the results that the cache holds. */
  hashes: ReadonlySet<string>;
}

/**
 * Files and folders of `.retune` that nothing needs, from the workspace's root: code of earlier states, records of
 * results that the cache no longer holds, and all of pipelines, stages and packages that are no longer there.
 */
export function stateGarbage(root: string, needed: NeededState): string[] {
  return [
    ...compiledCode(root).filter((path) => !isCurrentCode(root, path, needed.code)),
    ...unneeded(root, 'artifacts', needed.pipelines),
    ...unneeded(root, 'remembered', needed.pipelines),
    ...unneeded(root, 'last', needed.projects),
    ...unneeded(root, 'tasks', needed.projects),
    ...unneeded(root, 'peaks', needed.packages),
    ...entries(root, 'states')
      .filter((project) => !needed.projects.has(project))
      .map((project) => `.retune/states/${project}`),
    ...records(root, 'index').filter((path) => !isRecordOfKept<PastResult>(root, path, hashOfPast, needed)),
    ...records(root, 'results').filter(
      (path) => !isRecordOfKept<KnownResult>(root, path, hashOfKnown, needed),
    ),
  ];
}

/** Compiled code, its maps and what is remembered of it; see `bundle.mjs`, which makes them. */
function compiledCode(root: string): string[] {
  return entries(root, 'bundles')
    .filter((name) => /(\.json|\.mjs|\.mjs\.map)$/.test(name))
    .map((name) => `.retune/bundles/${name}`);
}

function isCurrentCode(root: string, path: string, code: ReadonlySet<string>): boolean {
  const [, name = '', digest] =
    path.match(/^\.retune\/bundles\/(.+?)(?:-([0-9a-f]{16})\.mjs(?:\.map)?|\.json)$/) ?? [];
  if (!code.has(name)) return false;
  if (digest === undefined) return true;
  const known = readJson<{digest?: string} | null>(join(root, `.retune/bundles/${name}.json`));
  return known?.digest?.slice(0, 16) === digest;
}

/** Files that are called after what is no longer there. */
function unneeded(root: string, folder: string, names: ReadonlySet<string>): string[] {
  return jsonFiles(root, folder)
    .filter((file) => !names.has(file.slice(0, -'.json'.length)))
    .map((file) => `.retune/${folder}/${file}`);
}

/** Files about single results, in a folder for each project. */
function records(root: string, folder: string): string[] {
  return entries(root, folder).flatMap((project) =>
    jsonFiles(root, `${folder}/${project}`).map((file) => `.retune/${folder}/${project}/${file}`),
  );
}

function isRecordOfKept<Kind>(
  root: string,
  path: string,
  hashOf: (record: Kind) => string | undefined,
  {fingerprints, hashes}: NeededState,
): boolean {
  const record = readSealed<Kind>(join(root, path));
  const stage = path.split('/').slice(2).join('/').slice(0, -'.json'.length);
  return record !== undefined && (fingerprints.has(stage) || hashes.has(hashOf(record) ?? ''));
}

const hashOfPast = ({hash}: PastResult) => hash;
const hashOfKnown = ({result}: KnownResult) => result?.hash;

function jsonFiles(root: string, folder: string): string[] {
  return entries(root, folder).filter((name) => name.endsWith('.json'));
}

function entries(root: string, folder: string): string[] {
  const path = join(root, '.retune', folder);
  return existsSync(path) ? readdirSync(path) : [];
}
