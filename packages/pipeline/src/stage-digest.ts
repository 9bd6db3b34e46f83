import {createHash} from 'node:crypto';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {stageKey} from './fingerprint.js';
import {readJson} from './json-file.js';
import {stageProject} from './nx-projects.js';
import {pathDigest} from './path-digest.js';
import type {PreparedStage} from './prepare-pipeline.js';

/** Files of the workspace that Nx hashes with each task, whatever its inputs. */
const ALWAYS_HASHED = ['nx.json', '.gitignore', '.nxignore'];

/** Of these Nx hashes the first that is there, as a value: spacing does not count. */
const TYPESCRIPT_SETTINGS = ['tsconfig.base.json', 'tsconfig.json'];

/**
 * Digests of what decides a stage's result, but for the artifacts that it reads: its fingerprint and edition,
 * and what Nx hashes with each task besides.
 */
export function stageDigests(
  root: string,
): (stage: Pick<PreparedStage, 'stage' | 'fingerprint' | 'edition'>) => string {
  const settings = [
    ...ALWAYS_HASHED.map((file) => pathDigest(join(root, file)) ?? 'missing'),
    typescriptSettings(root),
  ];
  return ({stage, fingerprint, edition}) => {
    const {owner, uses, inputOwners} = stage;
    const project = stageProject({owner, uses, reads: Object.values(inputOwners)});
    return createHash('sha256')
      .update(JSON.stringify([stageKey(fingerprint, edition), project, settings]))
      .digest('hex');
  };
}

function typescriptSettings(root: string): unknown {
  const file = TYPESCRIPT_SETTINGS.map((name) => join(root, name)).find((path) => existsSync(path));
  // With comments in it, it is no JSON; then its bytes count.
  return file && (readJson(file) ?? pathDigest(file));
}
