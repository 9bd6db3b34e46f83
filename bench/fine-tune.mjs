// Full fine-tuning: rows a second with every layer trained, beside the same in Python, in turns.
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {progressSpan} from './event-log.mjs';
import {median} from './median.mjs';
import {runCommand} from './run-command.mjs';
import {root, runNx} from './run-nx.mjs';

const batchSize = 16;
const steps = 100;

/** @param {{rounds: number, json: boolean}} options */
export function fineTuneBench({rounds, json}) {
  const python = process.env.PEER_PYTHON;
  runNx(['run', 'pipeline:full.tokenize']);
  const own = [];
  const peer = [];
  for (let round = 0; round < rounds; round++) {
    own.push(rowsPerSecond(round));
    if (python !== undefined) peer.push(peerRowsPerSecond(python));
  }
  const retune = median(own);
  const other = peer.length > 0 ? median(peer) : undefined;
  if (json) return console.log(JSON.stringify({rounds, retune, python: other}));
  console.log(`all layers trained, random batches of ${batchSize}, padded to their longest row, ${steps} steps
Retune   ${retune.toFixed(1)} rows/s`);
  if (other !== undefined)
    console.log(
      `Python   ${other.toFixed(1)} rows/s; Retune is ${(retune / other).toFixed(2)} times as fast`,
    );
}

function rowsPerSecond(/** @type {number} */ seed) {
  const settings = [`maxSteps=${steps}`, 'evaluationSteps=1000', 'groupByLength=false', `seed=${seed}`];
  runNx([
    'run',
    'pipeline:whole-encoder.train',
    '--force',
    'train',
    ...settings.flatMap((setting) => ['--set', `train.${setting}`]),
  ]);
  const {seconds, done} = progressSpan(join(root, 'artifacts/whole-encoder/logs/train.jsonl'));
  return (done * batchSize) / seconds;
}

/** The Trainer's own loop alone: no evaluation and no saved checkpoint lies in it. */
function peerRowsPerSecond(/** @type {string} */ python) {
  const out = mkdtempSync(join(tmpdir(), 'retune-peer-'));
  try {
    const args = ['--model', 'artifacts/full/checkpoint', '--data', 'data/emotion', '--out', out];
    const rows = ['--train', String(steps * batchSize), '--val', '16', '--test', '16', '--epochs', '1'];
    const stdout = runCommand(
      python,
      [
        'bench/peer/tutorial.py',
        ...args,
        ...rows,
        '--dynamic',
        '--unfreeze',
        '--nosave',
        '--eval_steps',
        '1000',
      ],
      {cwd: root, env: process.env},
    );
    // Metrics of so few rows may be undefined, which Python writes as NaN.
    const {train_s: seconds} = JSON.parse((stdout.trim().split('\n').at(-1) ?? '').replaceAll('NaN', 'null'));
    return (steps * batchSize) / seconds;
  } finally {
    rmSync(out, {recursive: true, force: true});
  }
}
