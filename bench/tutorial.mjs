// The tutorial's recipe: this project's command line against the Python recipe, in turns.
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {firstRows} from './first-rows.mjs';
import {median} from './median.mjs';
import {writeRandomCheckpoint} from './random-checkpoint.mjs';
import {runCommand} from './run-command.mjs';
import {root, runNx} from './run-nx.mjs';
import {seconds} from './seconds.mjs';
import {stageSeconds} from './stage-seconds.mjs';

/**
 * `base`: on random weights of DistilBERT-base's shape, not on the default checkpoint. `rows`: the first rows
 * of each split alone, on both sides.
 * @param {{rounds: number, json: boolean, base: boolean, rows: number | undefined}} options
 */
export async function tutorial({rounds, json, base, rows}) {
  const python = process.env.PEER_PYTHON;
  // Brings the checkpoint, so that no run measures a download.
  runNx(['run', 'pipeline:full.checkpoint']);
  const data = rows ? firstRows(rows) : 'data/emotion';
  const settings = [...(base ? await baseSettings() : []), ...(rows ? dataSettings(data) : [])];
  /** @type {Record<string, number>[]} */
  const results = [];
  for (let round = 0; round < rounds; round++) {
    results.push({
      ...measureRetune(round, settings),
      ...(python === undefined ? {} : measurePeer(python, data)),
    });
    if (!json) console.log(`round ${round + 1}: ${JSON.stringify(results.at(-1))}`);
  }
  const summary = Object.fromEntries(
    Object.keys(results[0]).map((key) => [key, median(results.map((result) => result[key]))]),
  );
  console.log(json ? JSON.stringify({rounds, base, rows, ...summary}) : table(summary));
}

/** Overrides that train on random weights of DistilBERT-base's shape. */
async function baseSettings() {
  const folder = '.retune/bench/distilbert-base';
  const files = await writeRandomCheckpoint(
    join(root, folder),
    join(root, 'artifacts/full/checkpoint/tokenizer.json'),
  );
  return [`checkpoint.files=${JSON.stringify(files)}`, `checkpoint.sources=${JSON.stringify([{folder}])}`];
}

/** Overrides that read the splits of this folder. */
function dataSettings(/** @type {string} */ folder) {
  return [
    `ingest.train=${folder}/train.txt`,
    `ingest.validation=${folder}/val.txt`,
    `ingest.test=${folder}/test.txt`,
  ];
}

function measureRetune(/** @type {number} */ round, /** @type {string[]} */ settings) {
  const folder = mkdtempSync(join(tmpdir(), 'retune-bench-'));
  const env = {...process.env, NX_CACHE_DIRECTORY: folder, NX_WORKSPACE_DATA_DIRECTORY: join(folder, 'data')};
  const run = (/** @type {string[]} */ ...more) =>
    runNx(['run', 'pipeline:tutorial', ...[...settings, ...more].flatMap((value) => ['--set', value])], env);
  try {
    const cold = seconds(() => run());
    const metrics = readMetrics();
    const train = stageSeconds('tutorial.train');
    // A rate that no earlier run had, so that nothing is cached; near enough for the same quality.
    const learningRate = 2e-5 * (1 + (round + 1) / 1000);
    const changed = seconds(() => run(`train.learningRate=${learningRate}`));
    const cached = seconds(() => run());
    return {
      cold,
      changed,
      cached,
      train,
      accuracy: metrics.accuracy,
      f1: metrics.f1Weighted,
      auc: metrics.aucMacro,
    };
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

function measurePeer(/** @type {string} */ python, /** @type {string} */ data) {
  const out = mkdtempSync(join(tmpdir(), 'retune-peer-'));
  try {
    const args = ['--model', 'artifacts/full/checkpoint', '--data', data, '--out', out, '--dynamic'];
    let stdout = '';
    const whole = seconds(() => {
      stdout = runCommand(python, [join(root, 'bench/peer/tutorial.py'), ...args], {
        cwd: root,
        env: process.env,
      });
    });
    const result = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    const {accuracy, f1_score: f1, auc_score: auc} = result.test;
    return {peer: whole, peerTrain: result.train_s, peerAccuracy: accuracy, peerF1: f1, peerAuc: auc};
  } finally {
    rmSync(out, {recursive: true, force: true});
  }
}

function readMetrics() {
  return JSON.parse(readFileSync(join(root, 'artifacts/tutorial/evaluate/metrics.json'), 'utf8')).tuned;
}

function table(
  /** @type {Record<string, number>} */ {cold, changed, cached, train, accuracy, f1, auc, ...peer},
) {
  const ratio = (/** @type {number} */ own, /** @type {number | undefined} */ other) =>
    other === undefined ? '' : `${other.toFixed(1)} s in Python, ${(other / own).toFixed(1)} times as long`;
  return [
    `nothing cached            ${cold.toFixed(1)} s   ${ratio(cold, peer.peer)}`,
    `changed learning rate     ${changed.toFixed(1)} s   ${ratio(changed, peer.peer)}`,
    `train stage               ${train.toFixed(1)} s   ${ratio(train, peer.peerTrain)}`,
    `everything cached         ${cached.toFixed(2)} s`,
    `accuracy, F1, AUC         ${[accuracy, f1, auc].map((value) => value.toFixed(4)).join(', ')}`,
    ...(peer.peer === undefined
      ? ['Set PEER_PYTHON to a Python with bench/peer/requirements.txt to run the Python recipe beside.']
      : [
          `the same in Python        ${[peer.peerAccuracy, peer.peerF1, peer.peerAuc].map((value) => value.toFixed(4)).join(', ')}`,
        ]),
  ].join('\n');
}
