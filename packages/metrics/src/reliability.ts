import type {Reliability} from '@retune/artifacts';
import {mean} from './average.js';
import {type LogitRows, predictedClasses, probabilityRows} from './logit-rows.js';
import {rowLosses} from './row-losses.js';

/** Bins of the expected calibration error, as in Guo et al. 2017. */
export const RELIABILITY_BINS = 15;

/**
 * How far a classifier's confidence (the probability of the class it predicts) is from the share of rows it has
 * right: rows are binned by confidence, and the expected calibration error is the mean distance of the bins'
 * confidence and accuracy, weighted by rows (Guo et al. 2017, "On calibration of modern neural networks").
 *
 * @param labels [rows] true classes, at least one
 */
export function reliabilityOf(
  labels: ArrayLike<number>,
  logits: LogitRows,
  binCount = RELIABILITY_BINS,
): Reliability {
  const probabilities = probabilityRows(logits);
  const predicted = predictedClasses(logits);
  const sums = Array.from({length: binCount}, () => ({rows: 0, confidence: 0, hits: 0}));
  for (let row = 0; row < predicted.length; row++) {
    const confidence = probabilities[row * logits.classes + (predicted[row] as number)] as number;
    const bin = sums[Math.max(0, Math.ceil(confidence * binCount) - 1)] as (typeof sums)[0];
    bin.rows++;
    bin.confidence += confidence;
    if (predicted[row] === labels[row]) bin.hits++;
  }
  const gaps = sums.map(({rows, confidence, hits}) => (rows === 0 ? 0 : Math.abs(confidence - hits) / rows));
  return {
    expectedCalibrationError: sums.reduce(
      (sum, {rows}, i) => sum + (rows / predicted.length) * (gaps[i] as number),
      0,
    ),
    maximumCalibrationError: Math.max(...gaps),
    logLoss: mean(rowLosses(labels, logits)),
    bins: sums.map(({rows, confidence, hits}, i) => ({
      from: i / binCount,
      to: (i + 1) / binCount,
      rows,
      meanConfidence: rows === 0 ? null : confidence / rows,
      accuracy: rows === 0 ? null : hits / rows,
    })),
  };
}
