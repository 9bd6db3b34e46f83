import type {LogitRows} from '@retune/metrics';
import {minimize} from './minimize.js';
import {addProduct, type SparseRows, transposed} from './sparse-rows.js';

export interface LogisticRegressionOptions {
  classes: number;
  /** How much the rows' losses count against large weights, as scikit-learn's `C`. */
  strength: number;
  /** Ends when no part of the mean loss's gradient is larger. */
  tolerance: number;
}

/** Multinomial logistic regression: logits = rows · weights + bias. */
export interface LogisticRegression {
  classes: number;
  /** Row-major [columns, classes]. */
  weights: Float64Array;
  /** [classes] */
  bias: Float64Array;
}

const MOST_STEPS = 500;

/**
 * Fits weights and bias to labelled rows: the least mean cross entropy plus squared weights / (2 · strength ·
 * rows), which is what scikit-learn's `LogisticRegression` minimizes.
 *
 * @param labels [rows] true classes
 */
export function fitLogisticRegression(
  rows: SparseRows,
  labels: ArrayLike<number>,
  {classes, strength, tolerance}: LogisticRegressionOptions,
): LogisticRegression {
  const size = rows.columnCount * classes;
  const parameters = new Float64Array(size + classes);
  const penalty = 1 / (strength * labels.length);
  const scores = new Float64Array(labels.length * classes);
  const columns = transposed(rows);
  minimize(
    (point, gradient) => {
      const model = {classes, weights: point.subarray(0, size), bias: point.subarray(size)};
      scoreRows(rows, model, scores);
      const loss = lossAndResiduals(scores, labels, classes);
      gradient.fill(0);
      addProduct(columns, scores, {width: classes, sums: gradient.subarray(0, size)});
      addRowsUp(scores, gradient.subarray(size));
      let squares = 0;
      for (let i = 0; i < size; i++) {
        const weight = point[i] as number;
        gradient[i] = (gradient[i] as number) + penalty * weight;
        squares += weight * weight;
      }
      return loss + (penalty / 2) * squares;
    },
    parameters,
    {tolerance, mostSteps: MOST_STEPS, curvature: curvatureAtZero(columns, {classes, penalty})},
  );
  return {classes, weights: parameters.subarray(0, size), bias: parameters.subarray(size)};
}

/**
 * Second derivatives of what is minimized by each parameter, where all are 0 and so all classes equally likely:
 * those of frequent columns are a thousand times those of rare ones.
 *
 * @param columns the rows transposed
 */
function curvatureAtZero(
  {starts, values, columnCount: rows}: SparseRows,
  {classes, penalty}: {classes: number; penalty: number},
): Float64Array {
  const spread = (1 / classes) * (1 - 1 / classes);
  const columns = starts.length - 1;
  const curvature = new Float64Array((columns + 1) * classes);
  for (let column = 0; column < columns; column++) {
    let squares = 0;
    for (let k = starts[column] as number; k < (starts[column + 1] as number); k++)
      squares += (values[k] as number) ** 2;
    curvature.fill(penalty + (spread * squares) / rows, column * classes, (column + 1) * classes);
  }
  return curvature.fill(spread, columns * classes);
}

/** Logits of rows with the same columns. */
export function predictLogits(rows: SparseRows, model: LogisticRegression): LogitRows {
  const values = new Float64Array((rows.starts.length - 1) * model.classes);
  scoreRows(rows, model, values);
  return {classes: model.classes, values};
}

function scoreRows(
  rows: SparseRows,
  {classes, weights, bias}: LogisticRegression,
  scores: Float64Array,
): void {
  for (let start = 0; start < scores.length; start += classes) scores.set(bias, start);
  addProduct(rows, weights, {width: classes, sums: scores});
}

/** The mean cross entropy; `scores` [rows, classes] become its derivatives by each of them. */
function lossAndResiduals(scores: Float64Array, labels: ArrayLike<number>, classes: number): number {
  let loss = 0;
  for (let row = 0; row < labels.length; row++) {
    const start = row * classes;
    const label = start + (labels[row] as number);
    let highest = Number.NEGATIVE_INFINITY;
    for (let i = start; i < start + classes; i++) highest = Math.max(highest, scores[i] as number);
    loss += highest - (scores[label] as number);
    let total = 0;
    for (let i = start; i < start + classes; i++) {
      const exponential = Math.exp((scores[i] as number) - highest);
      scores[i] = exponential;
      total += exponential;
    }
    loss += Math.log(total);
    const share = 1 / (total * labels.length);
    for (let i = start; i < start + classes; i++) scores[i] = (scores[i] as number) * share;
    scores[label] = (scores[label] as number) - 1 / labels.length;
  }
  return loss / labels.length;
}

/** Adds each row of `values` [rows, sums.length] to `sums`. */
function addRowsUp(values: Float64Array, sums: Float64Array): void {
  for (let start = 0; start < values.length; start += sums.length)
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + (values[start + i] as number);
}
