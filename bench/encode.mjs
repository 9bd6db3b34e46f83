// The encode stage's share of what this machine's matMul reaches, measured before and after it.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {progressSpan} from './event-log.mjs';
import {median} from './median.mjs';
import {runCommand} from './run-command.mjs';
import {root, runNx} from './run-nx.mjs';

/** @param {{rounds: number, json: boolean}} options */
export function encodeBench({rounds, json}) {
  runNx(['run', 'pipeline:full.tokenize']);
  /** @type {{peak: number, rate: number, share: number, tokensPerSecond: number}[]} */
  const results = [];
  for (let round = 0; round < rounds; round++) {
    const before = matmulPeak();
    runNx(['run', 'pipeline:full.encode', '--force', 'encode']);
    const peak = (before + matmulPeak()) / 2;
    const {seconds, done} = progressSpan(join(root, 'artifacts/full/logs/encode.jsonl'));
    const rate = (done * flopsPerToken()) / seconds / 1e9;
    results.push({peak, rate, share: rate / peak, tokensPerSecond: done / seconds});
  }
  /** @type {(key: keyof typeof results[number]) => number} */
  const middle = (key) => median(results.map((result) => result[key]));
  const summary = {
    peak: middle('peak'),
    rate: middle('rate'),
    share: middle('share'),
    tokens: middle('tokensPerSecond'),
  };
  if (json) return console.log(JSON.stringify({rounds, ...summary}));
  console.log(`matMul alone   ${summary.peak.toFixed(0)} GFLOP/s
encode         ${summary.rate.toFixed(0)} GFLOP/s, ${(100 * summary.share).toFixed(0)} % of it; ${summary.tokens.toFixed(0)} tokens/s
Counted for a token and a frozen layer: its six products with weights, 2 · (4 · hidden² + 2 · hidden · intermediate).`);
}

/** Products with weights alone: scores, softmax, norms and gelu count as nothing. */
function flopsPerToken() {
  const config = JSON.parse(readFileSync(join(root, 'artifacts/full/checkpoint/config.json'), 'utf8'));
  const {hidden_size: hidden, intermediate_size: intermediate, num_hidden_layers: layers} = config;
  return (layers - 1) * 2 * (4 * hidden ** 2 + 2 * hidden * intermediate);
}

function matmulPeak() {
  return Number(
    runCommand(process.execPath, [join(root, 'bench/matmul-peak.mjs')], {cwd: root, env: process.env}),
  );
}
