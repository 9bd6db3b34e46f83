import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from './run-nx.mjs';

/**
 * How long a stage's last work took, process and all, as the run's end showed it.
 * @param {string} project such as `tutorial.train`
 * @returns {number}
 */
export function stageSeconds(project) {
  return JSON.parse(readFileSync(join(root, `.retune/last/${project}.json`), 'utf8')).value.seconds;
}
