import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {CONTENTS_FILE} from '@retune/stage';
import {artifactFolder} from './nx-projects.js';
import type {ResolvedStage} from './resolve-pipeline.js';

/** What stands for the digest of an artifact that is not there. */
export const MISSING = 'missing';

/** Digest of the list of an artifact's digests, as it lies on disk. */
export function contentsDigest(root: string, pipeline: string, stage: string): string {
  const file = join(root, artifactFolder(pipeline, stage), CONTENTS_FILE);
  // A few lines, read whole: this is done for every input of every stage of a run.
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : MISSING;
}

/** Port to the digest of the artifact that a stage reads there, as it lies on disk. */
export function inputDigests(root: string, pipeline: string, stage: ResolvedStage): Record<string, string> {
  const digests = Object.entries(stage.inputs).map(([port, from]) => [
    port,
    contentsDigest(root, pipeline, from),
  ]);
  return Object.fromEntries(digests) as Record<string, string>;
}
