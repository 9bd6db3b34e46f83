// docs/recipes.md: what each recipe reaches on the default data, and in what time.
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {median} from './median.mjs';
import {recipesChart} from './recipes-chart.mjs';
import {runCommand} from './run-command.mjs';
import {root, runNx} from './run-nx.mjs';

/** Pipelines in `pipelines/`, the fastest first. */
const recipes = [
  'full',
  'high-rate',
  'quick',
  'best',
  'class-weights',
  'three-layers',
  'four-layers',
  'adapters',
  'whole-encoder',
];

/**
 * Runs each recipe once a seed and prints the table of docs/recipes.md; draws its chart. Stages that are cached
 * count with the time that they took when they last worked here.
 * @param {{json: boolean, only: string | undefined, seeds: number}} options
 */
export function recipesBench({json, only, seeds}) {
  const chosen = only === undefined ? recipes : only.split(',');
  const results = chosen.map((name) => {
    const runs = Array.from({length: seeds}, (_, i) => runRecipe(name, 42 + i));
    /** @type {(key: keyof typeof runs[number]) => number} */
    const middle = (key) => median(runs.map((run) => run[key]));
    const result = {
      name,
      validation: middle('validation'),
      accuracy: middle('accuracy'),
      f1: middle('f1'),
      train: middle('train'),
      whole: middle('whole'),
    };
    if (!json) console.log(row(result));
    return result;
  });
  if (json) console.log(JSON.stringify({seeds, results}));
  if (only === undefined) writeFileSync(join(root, 'docs/recipes.svg'), recipesChart(results));
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
    validation: readJson(`artifacts/${name}/train/classifier.json`).bestValue,
    accuracy: tuned.accuracy,
    f1: tuned.f1Weighted,
    train: secondsOf((stage) => stage === 'train'),
    whole: secondsOf(() => true),
  };
}

function readJson(/** @type {string} */ file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

/** @typedef {{name: string, validation: number, accuracy: number, f1: number, train: number, whole: number}} Result */

function row(/** @type {Result} */ {name, validation, accuracy, f1, train, whole}) {
  const numbers = [validation, accuracy, f1].map((value) => value.toFixed(4));
  return `| ${[name, ...numbers, `${train.toFixed(0)} s`, `${whole.toFixed(0)} s`].join(' | ')} |`;
}
