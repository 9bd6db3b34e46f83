import {createHash} from 'node:crypto';
import {sortKeys} from '@retune/stage';

/**
 * All that decides what a stage makes, but for the contents of the artifacts it reads (Nx adds those to its
 * own hash). Equal fingerprints and equal inputs give equal bytes; a difference says why a stage runs again.
 */
export interface Fingerprint {
  /** Two stages may do the same work under different names; the package says what the work is. */
  uses: string;
  /** Checked, defaults filled in: a default that is written out changes nothing. */
  params: Record<string, unknown>;
  /** Param to digest of the file that it names; wherever the file is, ignored by git or not. */
  files: Record<string, string>;
  /** Port to stage: two inputs swapped would keep all digests. */
  inputs: Record<string, string>;
  /** Digest of the stage's compiled code with all workspace code that it imports. */
  code: string;
  /** Source file to digest: not hashed (the code is), but names what changed. */
  sources: Record<string, string>;
  /** npm packages that the code imports, with all that they depend on, and native libraries. */
  versions: Record<string, string>;
  /** Node's major version: it brings another JavaScript engine. */
  node: string;
}

/** The key: sha256 in hexadecimal. Independent of the order of keys. */
export function fingerprintDigest({sources: _, ...hashed}: Fingerprint): string {
  return createHash('sha256')
    .update(JSON.stringify(sortKeys(hashed)))
    .digest('hex');
}

/**
 * What Nx hashes of a stage. An edition that a fingerprint did not have before leaves behind all results that
 * the cache holds for it: Nx offers no way to take one out.
 */
export function stageKey(fingerprint: Fingerprint, edition: string | undefined): string {
  const digest = fingerprintDigest(fingerprint);
  return edition === undefined ? digest : `${digest}-${edition}`;
}
