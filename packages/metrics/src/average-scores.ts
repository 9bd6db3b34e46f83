import {mean, weightedMean} from './average.js';
import type {ClassScores} from './class-scores.js';
import {correctCount} from './confusion-matrix.js';

/** Scores over all classes that follow from the confusion matrix alone. */
export interface AverageScores {
  accuracy: number;
  /** Mean recall over the classes that have rows. */
  balancedAccuracy: number;
  precisionWeighted: number;
  recallWeighted: number;
  f1Weighted: number;
  precisionMacro: number;
  recallMacro: number;
  f1Macro: number;
}

/**
 * Averages of the classes' scores, each class counting by its rows (weighted) or alike (macro). A score that
 * a class lacks counts as 0, as in scikit-learn with `zero_division=0`.
 *
 * @param matrix [true class][predicted class] counts, of at least one row
 * @param support [classes] rows of each class
 */
export function averageScores(
  matrix: readonly (readonly number[])[],
  scores: readonly ClassScores[],
  support: readonly number[],
): AverageScores {
  const [precision, recall, f1] = (['precision', 'recall', 'f1'] as const).map((name) =>
    scores.map((score) => score[name] ?? 0),
  ) as [number[], number[], number[]];
  return {
    accuracy: correctCount(matrix) / support.reduce((sum, rows) => sum + rows, 0),
    balancedAccuracy: mean(recall.filter((_, i) => support[i] !== 0)),
    precisionWeighted: weightedMean(precision, support),
    recallWeighted: weightedMean(recall, support),
    f1Weighted: weightedMean(f1, support),
    precisionMacro: mean(precision),
    recallMacro: mean(recall),
    f1Macro: mean(f1),
  };
}
