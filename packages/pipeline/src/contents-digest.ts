import {join} from 'node:path';
import {CONTENTS_FILE} from '@retune/stage';
import {artifactFolder} from './nx-projects.js';
import {pathDigest} from './path-digest.js';
import type {ResolvedStage} from './resolve-pipeline.js';

/** What stands for the digest of an artifact that is not there. */
export const MISSING = 'missing';

/** Digest of the list of an artifact's digests, as it lies on disk. */
export function contentsDigest(root: string, pipeline: string, stage: string): string {
  return pathDigest(join(root, artifactFolder(pipeline, stage), CONTENTS_FILE)) ?? MISSING;
}

/** Port to the digest of the artifact that a stage reads there, as it lies on disk. */
export function inputDigests(root: string, pipeline: string, stage: ResolvedStage): Record<string, string> {
  const digests = Object.entries(stage.inputs).map(([port, from]) => [
    port,
    contentsDigest(root, pipeline, from),
  ]);
  return Object.fromEntries(digests) as Record<string, string>;
}
