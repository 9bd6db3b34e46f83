// All metrics of a classifier on a million rows of six classes, beside scikit-learn where PEER_PYTHON names it.
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';
import {median} from './median.mjs';
import {runCommand} from './run-command.mjs';
import {seconds} from './seconds.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const ROWS = 1_000_000;
const CLASSES = 6;

/** @param {{rounds: number, json: boolean}} options */
export async function metrics({rounds, json}) {
  const folder = mkdtempSync(join(root, 'node_modules/.retune-bench-'));
  const files = mkdtempSync(join(tmpdir(), 'retune-bench-'));
  try {
    const {classificationMetrics} = await bundled(folder);
    const {labels, logits} = sample();
    writeFileSync(join(files, 'labels.bin'), labels);
    writeFileSync(join(files, 'logits.bin'), logits);
    const names = Array.from({length: CLASSES}, (_, i) => `label ${i}`);
    const peer = process.env.PEER_PYTHON;
    /** @type {{own: number[], sklearn: number[]}} */
    const times = {own: [], sklearn: []};
    let accuracy = 0;
    for (let round = 0; round < rounds; round++) {
      times.own.push(
        seconds(() => {
          const found = classificationMetrics(labels, {classes: CLASSES, values: logits}, names);
          accuracy = found.metrics.accuracy ?? Number.NaN;
        }),
      );
      if (peer) times.sklearn.push(withScikitLearn(peer, files, accuracy));
    }
    const own = median(times.own);
    const sklearn = peer ? median(times.sklearn) : undefined;
    if (json) console.log(JSON.stringify({rows: ROWS, classes: CLASSES, rounds, own, sklearn}));
    else {
      console.log(`all metrics of ${ROWS} rows x ${CLASSES} classes: ${own.toFixed(2)} s`);
      if (sklearn === undefined)
        console.log('Set PEER_PYTHON to a Python that has scikit-learn to run it beside.');
      else
        console.log(
          `the same with scikit-learn: ${sklearn.toFixed(2)} s, ${(sklearn / own).toFixed(1)} times as long`,
        );
    }
  } finally {
    rmSync(folder, {recursive: true, force: true});
    rmSync(files, {recursive: true, force: true});
  }
}

/** The package compiled, since Node runs no TypeScript. @param {string} folder @returns {Promise<typeof import('@retune/metrics')>} */
async function bundled(folder) {
  const outfile = join(folder, 'metrics.mjs');
  const external = ['apache-arrow', 'zod', 'pure-rand'];
  await build({
    entryPoints: [join(root, 'packages/metrics/src/index.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external,
  });
  return await import(pathToFileURL(outfile).href);
}

/** Labels and logits that tell them three times in four, the same in each run. */
function sample() {
  const labels = new Int32Array(ROWS);
  const logits = new Float32Array(ROWS * CLASSES);
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (let row = 0; row < ROWS; row++) {
    const label = Math.floor(random() * CLASSES);
    labels[row] = label;
    for (let i = 0; i < CLASSES; i++) logits[row * CLASSES + i] = 3 * random() + (i === label ? 1.5 : 0);
  }
  return {labels, logits};
}

/** Seconds of the metrics alone. @param {string} python @param {string} folder @param {number} accuracy what it must find */
function withScikitLearn(python, folder, accuracy) {
  const script = join(root, 'bench/peer/metrics.py');
  const result = JSON.parse(
    runCommand(python, [script, folder, String(CLASSES)], {cwd: root, env: process.env}),
  );
  if (Math.abs(result.accuracy - accuracy) > 1e-9)
    throw new Error(`accuracy ${accuracy}, theirs ${result.accuracy}`);
  return result.seconds;
}
