// The three texts of pipelines/tutorial.yaml at 500 evaluations each: the explain stage against Python's shap, in turns.
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {tableFromIPC} from 'apache-arrow';
import {median} from './median.mjs';
import {runCommand} from './run-command.mjs';
import {root, runNx} from './run-nx.mjs';
import {seconds} from './seconds.mjs';
import {stageSeconds} from './stage-seconds.mjs';

const artifacts = join(root, 'artifacts/tutorial');

/** Nothing but the texts, exactly as shap explains them. */
const asShap = [
  'mode=shap',
  'maxEvaluations=500',
  'sample=0',
  'mistakes=0',
  'compareUntrained=false',
].flatMap((setting) => ['--set', `explain.${setting}`]);

/** @param {{rounds: number, json: boolean}} options */
export async function explainBench({rounds, json}) {
  const python = process.env.PEER_PYTHON;
  // Trains, where it was not done, so that no round does.
  runNx(['run', 'pipeline:tutorial.explain', ...asShap]);
  /** @type {Record<string, number>[]} */
  const results = [];
  for (let round = 0; round < rounds; round++) {
    runNx(['run', 'pipeline:tutorial.explain', ...asShap, '--force', 'explain']);
    const stage = stageSeconds('tutorial.explain');
    results.push({stage, ...(python === undefined ? {} : measurePeer(python))});
    if (!json) console.log(`round ${round + 1}: ${JSON.stringify(results.at(-1))}`);
  }
  const summary = Object.fromEntries(
    Object.keys(results[0]).map((key) => [key, median(results.map((result) => result[key]))]),
  );
  console.log(json ? JSON.stringify({rounds, ...summary}) : table(summary));
}

function measurePeer(/** @type {string} */ python) {
  const folder = mkdtempSync(join(tmpdir(), 'retune-peer-'));
  try {
    const own = ownExplanations();
    const texts = join(folder, 'texts.json');
    writeFileSync(texts, JSON.stringify(own.map(({text}) => text)));
    const args = [
      '--checkpoint',
      'artifacts/full/checkpoint',
      '--model',
      `${artifacts}/train`,
      '--texts',
      texts,
    ];
    let stdout = '';
    const peer = seconds(() => {
      stdout = runCommand(python, [join(root, 'bench/peer/explain.py'), ...args], {
        cwd: root,
        env: process.env,
      });
    });
    const result = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    return {peer, peerExplaining: result.explain_s, largestDifference: largestDifference(own, result.values)};
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

/** @returns {{text: string, values: number[][]}[]} */
function ownExplanations() {
  const table = tableFromIPC(readFileSync(join(artifacts, 'explain/attributions.arrow')));
  return table.toArray().map(({text, values}) => ({text, values: JSON.parse(JSON.stringify(values))}));
}

function largestDifference(/** @type {{values: number[][]}[]} */ own, /** @type {number[][][]} */ others) {
  const differences = own.flatMap(({values}, text) =>
    values.flatMap((row, token) => row.map((value, label) => Math.abs(value - others[text][token][label]))),
  );
  return Math.max(...differences);
}

function table(/** @type {Record<string, number>} */ {stage, peer, peerExplaining, largestDifference}) {
  if (peer === undefined)
    return `explain stage             ${stage.toFixed(1)} s
Set PEER_PYTHON to a Python with bench/peer/requirements.txt to run shap beside.`;
  return `explain stage, process and all   ${stage.toFixed(1)} s
Python's shap, process and all   ${peer.toFixed(1)} s, ${(peer / stage).toFixed(1)} times as long
explaining alone in Python       ${peerExplaining.toFixed(1)} s, ${(peerExplaining / stage).toFixed(1)} times as long
largest difference of a value    ${largestDifference.toExponential(1)}`;
}
