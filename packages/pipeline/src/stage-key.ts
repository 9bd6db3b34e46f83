import {createHash} from 'node:crypto';
import {join} from 'node:path';
import {fingerprintDigest} from './fingerprint.js';
import {stageProject} from './nx-projects.js';
import {pathDigest} from './path-digest.js';
import type {PreparedStage} from './prepare-pipeline.js';

/** Files of the workspace that Nx hashes with each task, whatever its inputs. */
const ALWAYS_HASHED = ['nx.json', '.gitignore', '.nxignore'];

/**
 * Digests of what decides a stage's result, but for the artifacts that it reads: its fingerprint, and what Nx
 * hashes with each task besides.
 */
export function stageKeys(
  pipeline: string,
  root: string,
): (stage: Pick<PreparedStage, 'stage' | 'fingerprint'>) => string {
  const settings = ALWAYS_HASHED.map((file) => pathDigest(join(root, file)) ?? 'missing');
  return ({stage, fingerprint}) => {
    const {id, uses, inputs} = stage;
    const reads = Object.values(inputs).map((from) => ({from}));
    const project = stageProject(pipeline, {id, uses: {name: uses}, inputs: reads});
    return createHash('sha256')
      .update(JSON.stringify([fingerprintDigest(fingerprint), project, settings]))
      .digest('hex');
  };
}
