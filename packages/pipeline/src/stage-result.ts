import {existsSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {CONTENTS_FILE, contentsText, MANIFEST_FILE, type Manifest} from '@retune/stage';
import {pathDigest} from './path-digest.js';
import {readText} from './read-text.js';

/** What is remembered of a stage's result in Nx's cache, which itself restores what it holds unverified. */
export interface StageResult {
  /** Nx's hash of the task; names the result's folder in the cache. */
  hash: string;
  files: Record<string, ResultFile>;
}

interface ResultFile {
  bytes: number;
  /** When the file or its inode last changed, in nanoseconds. Unlike the date of its content it cannot be set. */
  changed: string;
  /** Hexadecimal. */
  sha256: string;
}

/** The files of the result in `folder`; none where nothing is there or it has no manifest. */
export function resultFiles(folder: string): StageResult['files'] {
  const files: StageResult['files'] = {};
  const manifest = readManifest(folder);
  const digests = Object.entries(manifest?.files ?? {}).map(([name, {sha256}]) => [name, sha256] as const);
  const own = [MANIFEST_FILE, CONTENTS_FILE].map((name) => [name, pathDigest(join(folder, name))] as const);
  for (const [name, sha256] of [...digests, ...own]) {
    const found = fileStamp(join(folder, name));
    if (found !== undefined && sha256 !== undefined) files[name] = {...found, sha256};
  }
  return files;
}

/**
 * What is wrong with a result in `folder`, if anything. Files whose size and date of change are as remembered
 * are believed; of others the content decides.
 */
export function resultFault({files}: Pick<StageResult, 'files'>, folder: string): string | undefined {
  if (!existsSync(folder)) return 'is gone';
  return damageOf(
    Object.entries(files)
      .filter(([name, file]) => !isIntact(join(folder, name), file))
      .map(([name]) => name),
  );
}

/** What is wrong with a result of which nothing is remembered: its content is compared with its own manifest. */
export function contentFault(folder: string): string | undefined {
  if (!existsSync(folder)) return 'is gone';
  const manifest = readManifest(folder);
  if (manifest === undefined) return damageOf([MANIFEST_FILE]);
  const damaged = Object.entries(manifest.files)
    .filter(([name, {sha256}]) => pathDigest(join(folder, name)) !== sha256)
    .map(([name]) => name);
  const listed = readText(join(folder, CONTENTS_FILE)) === contentsText(manifest.files);
  return damageOf(listed ? damaged : [...damaged, CONTENTS_FILE]);
}

function damageOf(files: readonly string[]): string | undefined {
  return files.length > 0 ? `was damaged (${files.join(', ')})` : undefined;
}

function isIntact(path: string, {bytes, changed, sha256}: ResultFile): boolean {
  const found = fileStamp(path);
  if (found?.bytes !== bytes) return false;
  return found.changed === changed || pathDigest(path) === sha256;
}

function fileStamp(path: string): Pick<ResultFile, 'bytes' | 'changed'> | undefined {
  const found = statSync(path, {bigint: true, throwIfNoEntry: false});
  return found && {bytes: Number(found.size), changed: String(found.ctimeNs)};
}

function readManifest(folder: string): Manifest | undefined {
  try {
    const manifest = JSON.parse(readText(join(folder, MANIFEST_FILE)) ?? '') as Manifest;
    return manifest.format === 1 ? manifest : undefined;
  } catch {
    return undefined;
  }
}
