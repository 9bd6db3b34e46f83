// The instances of a sweep at the same time, with the cores shared out, against one after another, in turns.
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {median} from './median.mjs';
import {runCommand} from './run-command.mjs';
import {seconds} from './seconds.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** One epoch an instance shows it as well as three. */
const sweep = ['run', 'pipeline:sweep.train', '--set', 'train.epochs=1', '--force', 'train'];

/** @param {{rounds: number, json: boolean}} options */
export async function sweepBench({rounds, json}) {
  // Once before, so that neither way has to make the features.
  nx(...sweep);
  /** @type {{together: number, oneByOne: number}[]} */
  const results = [];
  for (let round = 0; round < rounds; round++) {
    const together = seconds(() => nx(...sweep));
    const oneByOne = seconds(() => nx(...sweep, '--parallel=1'));
    results.push({together, oneByOne});
  }
  const together = median(results.map((result) => result.together));
  const oneByOne = median(results.map((result) => result.oneByOne));
  if (json) return console.log(JSON.stringify({rounds, together, oneByOne}));
  console.log(`six instances of train at the same time  ${together.toFixed(1)} s
one after another, each with all cores   ${oneByOne.toFixed(1)} s, ${(oneByOne / together).toFixed(2)} times as long`);
}

/** @param {string[]} args */
function nx(...args) {
  runCommand(process.execPath, [join(root, 'node_modules/nx/dist/bin/nx.js'), ...args], {
    cwd: root,
    env: process.env,
  });
}
