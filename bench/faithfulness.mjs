// How faithful each method's values are on rows of the test split, 100 by default, and what they cost.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {tableFromIPC} from 'apache-arrow';
import {root, runNx} from './run-nx.mjs';

/** Methods with the evaluations of a text that they may use. */
const methods = [
  ['partition', 100],
  ['partition', 500],
  ['occlusion', 150],
  ['integratedGradients', 1500],
];

/** @param {{json: boolean, rows: number | undefined}} options */
export async function faithfulnessBench({json, rows = 100}) {
  const results = methods.map(([method, budget]) => ({
    method,
    budget,
    ...measure(String(method), Number(budget), rows),
  }));
  if (json) return console.log(JSON.stringify(results));
  console.log('method                budget  evaluations  comprehensiveness  sufficiency');
  for (const {method, budget, evaluations, comprehensiveness, sufficiency} of results)
    console.log(
      `${String(method).padEnd(20)}${String(budget).padStart(8)}${evaluations.toFixed(0).padStart(13)}` +
        `${comprehensiveness.toFixed(3).padStart(19)}${sufficiency.toFixed(3).padStart(13)}`,
    );
}

/**
 * @param {string} method
 * @param {number} budget
 * @param {number} sample rows
 */
function measure(method, budget, sample) {
  const settings = {
    method,
    sample,
    sampleEvaluations: budget,
    maxEvaluations: budget,
    mistakes: 0,
    compareUntrained: false,
  };
  const sets = Object.entries(settings).flatMap(([name, value]) => ['--set', `explain.${name}=${value}`]);
  runNx(['run', 'pipeline:tutorial.explain', ...sets]);
  const table = tableFromIPC(readFileSync(join(root, 'artifacts/tutorial/explain/attributions.arrow')));
  const rows = table.toArray().filter(({source}) => source === 'sample');
  const mean = (/** @type {string} */ name) => rows.reduce((sum, row) => sum + row[name], 0) / rows.length;
  return {
    evaluations: mean('evaluations'),
    comprehensiveness: mean('comprehensiveness'),
    sufficiency: mean('sufficiency'),
  };
}
