// npm run bench -- NAME: side-by-side measurements, each one command.
import {tutorial} from './tutorial.mjs';

const benches = {tutorial};
const [name, ...args] = process.argv.slice(2);

if (!(name in benches)) {
  console.log(`npm run bench -- NAME [--rounds N] [--json]

  tutorial   the tutorial's recipe: a run with nothing cached, and one after a changed learning rate,
             beside the same recipe in Python where PEER_PYTHON names a Python that has
             bench/peer/requirements.txt

  --rounds N   how often each is run, in turns (default 1); medians are shown
  --json       one JSON object instead of the table`);
  process.exit(name === undefined || name === '--help' ? 0 : 1);
}
const rounds = Number(args[args.indexOf('--rounds') + 1] ?? 1);
await benches[name]({rounds: args.includes('--rounds') ? rounds : 1, json: args.includes('--json')});
