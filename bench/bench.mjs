// npm run bench -- NAME: side-by-side measurements, each one command.
import {dag} from './dag.mjs';
import {sweepBench} from './sweep.mjs';
import {tutorial} from './tutorial.mjs';

/** @type {Record<string, (options: {rounds: number, json: boolean}) => Promise<void>>} */
const benches = {dag, sweep: sweepBench, tutorial};
const [name, ...args] = process.argv.slice(2);
const bench = name === undefined ? undefined : benches[name];

if (bench === undefined) {
  console.log(`npm run bench -- NAME [--rounds N] [--json]

  dag        runs in which nothing has to run, of 8 and of 100 stages, beside dvc repro where PEER_DVC names
             DVC's executable
  sweep      the instances of pipelines/sweep.yaml at the same time, with the cores shared out between them,
             against one after another
  tutorial   the tutorial's recipe: a run with nothing cached, and one after a changed learning rate,
             beside the same recipe in Python where PEER_PYTHON names a Python that has
             bench/peer/requirements.txt

  --rounds N   how often each is run, in turns (default 1); medians are shown
  --json       one JSON object instead of the table`);
  process.exit(name === undefined || name === '--help' ? 0 : 1);
}
const rounds = Number(args[args.indexOf('--rounds') + 1] ?? 1);
await bench({rounds: args.includes('--rounds') ? rounds : 1, json: args.includes('--json')});
