import {createHash} from 'node:crypto';

/** What the manifest says of one file. */
export interface FileEntry {
  bytes: number;
  /** Hexadecimal. */
  sha256: string;
  /** Arrow tables only. */
  rows?: number;
  /** Arrow tables only: column name to type. */
  schema?: Record<string, string>;
}

/**
 * `manifest.json` of an artifact. Deterministic: no time, host or path in it, so equal work on one kind of
 * processor gives an equal file. Beside it, {@link CONTENTS_FILE} lists the digests alone: stages downstream are keyed by that, so an
 * artifact whose bytes did not change reruns nothing, though its params may have changed.
 */
export interface Manifest {
  format: 1;
  kind: string;
  stage: string;
  params: Record<string, unknown>;
  /** What it was made from: port to {@link contentsDigest}, a list where the port takes several. */
  inputs?: Record<string, string | string[]>;
  /** Versions of what made it: the runtime, the native library, npm packages. */
  versions: Record<string, string>;
  /**
   * The instruction set of the processor that computed the files, where their last bits depend on it. It is no part of
   * any key: results of other processors are as good.
   */
  processor?: string;
  files: Record<string, FileEntry>;
}

export const MANIFEST_FILE = 'manifest.json';
/** In the format of `sha256sum`, so that `sha256sum -c SHA256SUMS` checks an artifact by hand. */
export const CONTENTS_FILE = 'SHA256SUMS';

export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(sortKeys(manifest), null, 2)}\n`;
}

export function contentsText(files: Record<string, FileEntry>): string {
  return Object.keys(files)
    .sort()
    .map((path) => `${files[path]?.sha256}  ${path}\n`)
    .join('');
}

/** sha256 in hexadecimal of {@link CONTENTS_FILE}: equal for artifacts whose files are equal. */
export function contentsDigest(files: Record<string, FileEntry>): string {
  return createHash('sha256').update(contentsText(files)).digest('hex');
}

/** The same value with the keys of every object in order, so that equal values give equal text. */
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sortKeys(item)]),
  );
}
