// docs/recipes.md: what each recipe reaches on the default data, and in what time.
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {tableFromIPC} from 'apache-arrow';
import {median} from './median.mjs';
import {recipesChart} from './recipes-chart.mjs';
import {runCommand} from './run-command.mjs';
import {root, runNx} from './run-nx.mjs';

const resultsFile = 'docs/recipes.json';

/** Pipelines in `pipelines/`, what they train growing. */
const recipes = [
  'tutorial',
  'high-rate',
  'full',
  'two-layers',
  'best',
  'class-weights',
  'four-layers',
  'adapters',
  'whole-encoder',
];

/**
 * Runs each recipe once a seed, keeps the medians in docs/recipes.json, beside those of recipes that are not run
 * now, prints the table of docs/recipes.md and draws its chart. Stages that are cached count with the time that
 * they took when they last worked here.
 * @param {{json: boolean, only: string | undefined, seeds: number}} options
 */
export function recipesBench({json, only, seeds}) {
  const chosen = only === undefined ? recipes : only.split(',');
  /** @type {Record<string, Result>} */
  const results = readJson(resultsFile);
  for (const name of chosen) {
    const runs = Array.from({length: seeds}, (_, i) => runRecipe(name, 42 + i));
    /** @type {(key: keyof typeof runs[number]) => number} */
    const middle = (key) => median(runs.map((run) => run[key]));
    results[name] = {
      seeds,
      validation: middle('validation'),
      accuracy: middle('accuracy'),
      f1: middle('f1'),
      train: middle('train'),
      whole: middle('whole'),
    };
    if (!json) console.log(row(name, results[name]));
    writeFileSync(join(root, resultsFile), `${JSON.stringify(results, null, 2)}\n`);
  }
  if (json) console.log(JSON.stringify(Object.fromEntries(chosen.map((name) => [name, results[name]]))));
  const measured = recipes.flatMap((name) => (results[name] ? [{name, ...results[name]}] : []));
  writeFileSync(join(root, 'docs/recipes.svg'), recipesChart(measured));
}

function runRecipe(/** @type {string} */ name, /** @type {number} */ seed) {
  const override = seed === 42 ? [] : ['--set', `train.seed=${seed}`];
  runNx(['run', `pipeline:${name}`, ...override]);
  const plan = JSON.parse(
    runCommand(
      process.execPath,
      [join(root, 'packages/pipeline/retune.mjs'), 'plan', name, '--json', ...override],
      {
        cwd: root,
        env: process.env,
      },
    ),
  );
  const secondsOf = (/** @type {(stage: string) => boolean} */ counts) =>
    plan.stages
      .filter((/** @type {{stage: string}} */ {stage}) => counts(stage))
      .reduce((/** @type {number} */ sum, /** @type {{seconds: number}} */ {seconds}) => sum + seconds, 0);
  const {tuned} = readJson(`artifacts/${name}/evaluate/metrics.json`);
  return {
    validation: validationF1(name),
    accuracy: tuned.accuracy,
    f1: tuned.f1Weighted,
    train: secondsOf((stage) => stage === 'train'),
    whole: secondsOf(() => true),
  };
}

/** Weighted F1 of the step that was kept, whatever metric it was kept for. */
function validationF1(/** @type {string} */ name) {
  const {bestStep} = readJson(`artifacts/${name}/train/classifier.json`);
  const history = tableFromIPC(readFileSync(join(root, `artifacts/${name}/train/history.arrow`)));
  const row = history.toArray().find(({step}) => step === bestStep);
  return row?.validationF1;
}

function readJson(/** @type {string} */ file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

/** @typedef {{seeds: number, validation: number, accuracy: number, f1: number, train: number, whole: number}} Result */

function row(/** @type {string} */ name, /** @type {Result} */ {validation, accuracy, f1, train, whole}) {
  const numbers = [validation, accuracy, f1].map((value) => value.toFixed(4));
  return `| ${[name, ...numbers, `${train.toFixed(0)} s`, `${whole.toFixed(0)} s`].join(' | ')} |`;
}
