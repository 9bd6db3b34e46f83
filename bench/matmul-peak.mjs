// Prints what this machine's matMul reaches in GFLOP/s: the median of some seconds of products of the encoder's size.
import tf from '@tensorflow/tfjs-node-gpu';
import {median} from './median.mjs';

const [rows, inner, columns] = [2000, 384, 1536];
const [a, b] = [tf.randomNormal([rows, inner]), tf.randomNormal([inner, columns])];
const rates = [];
for (const end = Date.now() + 4000; Date.now() < end; ) {
  const start = process.hrtime.bigint();
  // Returns when it is computed.
  tf.matMul(a, b).dispose();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  rates.push((2 * rows * inner * columns) / seconds / 1e9);
}
console.log(median(rates));
