import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from './run-nx.mjs';

/**
 * Writes the first rows of each split of the default data to files of their own, so that both sides of a
 * comparison read the same ones. Gives their folder, from the workspace's root.
 * @param {number} rows
 */
export function firstRows(rows) {
  const folder = `.retune/bench/first-${rows}-rows`;
  mkdirSync(join(root, folder), {recursive: true});
  for (const split of ['train', 'val', 'test']) {
    const lines = readFileSync(join(root, `data/emotion/${split}.txt`), 'utf8').split('\n');
    writeFileSync(join(root, folder, `${split}.txt`), `${lines.slice(0, rows).join('\n')}\n`);
  }
  return folder;
}
