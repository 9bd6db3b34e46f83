import {mean, weightedMean} from './average.js';
import {rocAuc} from './roc-auc.js';

/** Areas under the one-vs-rest ROC curves; null where there is no curve. */
export interface OneVsRestAuc {
  /** [classes]; null for a class without rows or with all of them. */
  perClass: (number | null)[];
  /** Unweighted mean; null where a class has no curve. */
  macro: number | null;
  /** Mean by number of rows; classes without rows count nothing. */
  weighted: number | null;
}

/**
 * One-vs-rest AUC as scikit-learn's `roc_auc_score(multi_class='ovr')` computes it.
 *
 * @param labels [rows] true classes
 * @param probabilities [rows][classes]
 * @param support [classes] rows of each class
 */
export function oneVsRestAuc(
  labels: ArrayLike<number>,
  probabilities: readonly ArrayLike<number>[],
  support: readonly number[],
): OneVsRestAuc {
  const labelList = Array.from(labels);
  const perClass = support.map((_, i) =>
    rocAuc(
      labelList.map((label) => label === i),
      probabilities.map((row) => row[i] as number),
    ),
  );
  const present = support.flatMap((rows, i) => (rows > 0 ? [i] : []));
  const presentAuc = present.map((i) => perClass[i] ?? null);
  return {
    perClass,
    macro: allDefined(perClass) ? mean(perClass) : null,
    weighted: allDefined(presentAuc)
      ? weightedMean(
          presentAuc,
          present.map((i) => support[i] as number),
        )
      : null,
  };
}

function allDefined(values: readonly (number | null)[]): values is number[] {
  return !values.includes(null);
}
