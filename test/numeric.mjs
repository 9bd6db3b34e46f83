// Runs the numeric tests with the arithmetic of other processors: TensorFlow's own kernels, and oneDNN's limited to
// older instruction sets, each with one thread and with two. Ends with 1 where a test fails.
import {spawnSync} from 'node:child_process';

/** Instruction sets that oneDNN is limited to; `off` leaves everything to TensorFlow's own kernels. */
const ARITHMETICS = {
  off: {TF_ENABLE_ONEDNN_OPTS: '0'},
  // TensorFlow turns oneDNN on by itself only where the processor has AVX-512's VNNI or later.
  sse41: {TF_ENABLE_ONEDNN_OPTS: '1', ONEDNN_MAX_CPU_ISA: 'SSE41'},
  avx2: {TF_ENABLE_ONEDNN_OPTS: '1', ONEDNN_MAX_CPU_ISA: 'AVX2'},
};
const THREADS = ['1', '2'];

/**
 * The numeric tests: those that compare what TensorFlow computes, on the tiny checkpoints, with goldens, float64 or
 * another way to the same result.
 */
const NUMERIC_TESTS = [
  'packages/backend/src/adamw',
  'packages/backend/src/clip-gradients',
  'packages/backend/src/dropout',
  'packages/backend/src/graph/',
  'packages/backend/src/half-precision',
  'packages/encoder/src/adapters',
  'packages/encoder/src/classifier.test',
  'packages/encoder/src/first-token-layer',
  'packages/encode/src/trunks',
  'packages/encode/src/encode.test',
  'packages/train/src/adapters',
  'packages/train/src/classification-loss',
  'packages/train/src/executors',
  'packages/train/src/golden-trajectory',
  'packages/train/src/train.test',
  'packages/train/src/used-words',
  'packages/evaluate/src/row-logits',
  'packages/explain/src/graph-classifier',
  'packages/explain/src/odd-texts',
  'packages/explain/src/path-gradients',
  'packages/explain/src/run.test',
  'packages/explain/src/sources',
];

const failed = [];
for (const [arithmetic, environment] of Object.entries(ARITHMETICS))
  for (const threads of THREADS) {
    const title = `oneDNN ${arithmetic}, ${threads} thread${threads === '1' ? '' : 's'}`;
    console.log(`numeric tests: ${title}`);
    const {status} = spawnSync('npx', ['vitest', 'run', ...NUMERIC_TESTS], {
      stdio: 'inherit',
      env: {...process.env, ...environment, RETUNE_THREADS: threads},
    });
    if (status !== 0) failed.push(title);
  }
console.log(failed.length === 0 ? 'numeric tests: all passed' : `numeric tests failed: ${failed.join('; ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
