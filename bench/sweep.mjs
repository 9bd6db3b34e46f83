// The instances of a sweep at the same time, with the cores shared out, against one after another, in turns.
import {median} from './median.mjs';
import {runNx} from './run-nx.mjs';
import {seconds} from './seconds.mjs';

/** One epoch an instance shows it as well as three. */
const sweep = ['run', 'pipeline:sweep.train', '--set', 'train.epochs=1', '--force', 'train'];

/** @param {{rounds: number, json: boolean}} options */
export async function sweepBench({rounds, json}) {
  // Once before, so that neither way has to make the features.
  runNx(sweep);
  /** @type {{together: number, oneByOne: number}[]} */
  const results = [];
  for (let round = 0; round < rounds; round++) {
    const together = seconds(() => runNx(sweep));
    const oneByOne = seconds(() => runNx([...sweep, '--parallel=1']));
    results.push({together, oneByOne});
  }
  const together = median(results.map((result) => result.together));
  const oneByOne = median(results.map((result) => result.oneByOne));
  if (json) return console.log(JSON.stringify({rounds, together, oneByOne}));
  console.log(`six instances of train at the same time  ${together.toFixed(1)} s
one after another, each with all cores   ${oneByOne.toFixed(1)} s, ${(oneByOne / together).toFixed(2)} times as long`);
}
