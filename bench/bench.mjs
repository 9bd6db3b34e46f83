// npm run bench -- NAME: side-by-side measurements, each one command.
import {parseArgs} from 'node:util';
import {dag} from './dag.mjs';
import {encodeBench} from './encode.mjs';
import {explainBench} from './explain.mjs';
import {faithfulnessBench} from './faithfulness.mjs';
import {fineTuneBench} from './fine-tune.mjs';
import {metrics} from './metrics.mjs';
import {recipesBench} from './recipes.mjs';
import {sweepBench} from './sweep.mjs';
import {tutorial} from './tutorial.mjs';

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    rounds: {type: 'string', default: '1'},
    rows: {type: 'string'},
    base: {type: 'boolean', default: false},
    seeds: {type: 'string', default: '1'},
    only: {type: 'string'},
    json: {type: 'boolean', default: false},
    help: {type: 'boolean', default: false},
  },
});
const options = {
  rounds: wholeNumber('rounds', values.rounds),
  rows: values.rows === undefined ? undefined : wholeNumber('rows', values.rows),
  base: values.base,
  seeds: wholeNumber('seeds', values.seeds),
  only: values.only,
  json: values.json,
};

/** @type {Record<string, (given: typeof options) => void | Promise<void>>} */
const benches = {
  dag,
  explain: explainBench,
  faithfulness: faithfulnessBench,
  encode: encodeBench,
  'fine-tune': fineTuneBench,
  metrics,
  recipes: recipesBench,
  sweep: sweepBench,
  tutorial,
};
const [name] = positionals;
const bench = name === undefined ? undefined : benches[name];

if (name !== undefined && bench === undefined)
  refuse(`There is no benchmark "${name}": choose one of ${Object.keys(benches).join(', ')}.`);
if (bench === undefined || values.help) {
  console.log(`npm run bench -- NAME [--rounds N] [--json]

  dag        runs in which nothing has to run, of 8 and of 100 stages, beside dvc repro where PEER_DVC names
             DVC's executable
  explain    the three texts of pipelines/tutorial.yaml at 500 evaluations each, exactly as Python's shap explains
             them, beside shap where PEER_PYTHON is set
  faithfulness
             comprehensiveness and sufficiency of each explaining method on 100 rows of the test split
             --rows N   on N rows instead
  encode     the encode stage's share of what this machine's matMul reaches
  fine-tune  rows a second with every layer trained, beside the Python recipe where PEER_PYTHON names a Python
             that has bench/peer/requirements.txt
  metrics    all metrics of a million rows of six classes, beside scikit-learn where PEER_PYTHON names a
             Python that has it
  recipes    each recipe of docs/recipes.md: its table and chart
             --seeds N     medians over N seeds of train
             --only A,B    these recipes alone
  sweep      the instances of pipelines/sweep.yaml at the same time, with the cores shared out between them,
             against one after another
  tutorial   the tutorial's recipe: a run with nothing cached, and one after a changed learning rate,
             beside the same recipe in Python where PEER_PYTHON names a Python that has
             bench/peer/requirements.txt
             --base     on random weights of DistilBERT-base's shape
             --rows N   on the first N rows of each split

  --rounds N   how often each is run, in turns (default 1); medians are shown
  --json       one JSON object instead of the table`);
  process.exit();
}
await bench(options);

function wholeNumber(/** @type {string} */ option, /** @type {string} */ given) {
  const number = Number(given);
  return Number.isInteger(number) && number >= 1
    ? number
    : refuse(`--${option} ${given}: give a whole number of at least 1.`);
}

/** @param {string} message @returns {never} */
function refuse(message) {
  console.error(message);
  process.exit(1);
}
