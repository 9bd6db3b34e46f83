import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {CONTENTS_FILE} from '@retune/stage';
import {artifactOf} from './nx-projects.js';
import type {ResolvedStage} from './resolve-pipeline.js';
import type {StageOwner} from './stage-owner.js';

/** What stands for the digest of an artifact that is not there. */
export const MISSING = 'missing';

/** Digest of the list of an artifact's digests, as it lies on disk. */
export function contentsDigest(owner: StageOwner, root: string): string {
  const file = join(root, artifactOf(owner), CONTENTS_FILE);
  // A few lines, read whole: this is done for every input of every stage of a run.
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : MISSING;
}

/** Port to the digest of the artifact that a stage reads there, as it lies on disk. */
export function inputDigests({inputOwners}: ResolvedStage, root: string): Record<string, string> {
  const digests = Object.entries(inputOwners).map(([port, from]) => [port, contentsDigest(from, root)]);
  return Object.fromEntries(digests) as Record<string, string>;
}
