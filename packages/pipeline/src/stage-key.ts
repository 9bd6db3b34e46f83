import {createHash} from 'node:crypto';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {fingerprintDigest} from './fingerprint.js';
import {readJson} from './json-file.js';
import {stageProject} from './nx-projects.js';
import {pathDigest} from './path-digest.js';
import type {PreparedStage} from './prepare-pipeline.js';

/** Files of the workspace that Nx hashes with each task, whatever its inputs. */
const ALWAYS_HASHED = ['nx.json', '.gitignore', '.nxignore'];

/** Of these Nx hashes the first that is there, as a value: spacing does not count. */
const TYPESCRIPT_SETTINGS = ['tsconfig.base.json', 'tsconfig.json'];

/**
 * Digests of what decides a stage's result, but for the artifacts that it reads: its fingerprint, and what Nx
 * hashes with each task besides.
 */
export function stageKeys(
  pipeline: string,
  root: string,
): (stage: Pick<PreparedStage, 'stage' | 'fingerprint'>) => string {
  const settings = [
    ...ALWAYS_HASHED.map((file) => pathDigest(join(root, file)) ?? 'missing'),
    typescriptSettings(root),
  ];
  return ({stage, fingerprint}) => {
    const {id, uses, inputs} = stage;
    const reads = Object.values(inputs).map((from) => ({from}));
    const project = stageProject(pipeline, {id, uses: {name: uses}, inputs: reads});
    return createHash('sha256')
      .update(JSON.stringify([fingerprintDigest(fingerprint), project, settings]))
      .digest('hex');
  };
}

function typescriptSettings(root: string): unknown {
  const file = TYPESCRIPT_SETTINGS.map((name) => join(root, name)).find((path) => existsSync(path));
  // With comments in it, it is no JSON; then its bytes count.
  return file && (readJson(file) ?? pathDigest(file));
}
