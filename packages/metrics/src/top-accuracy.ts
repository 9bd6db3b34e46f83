import {type LogitRows, rowCount} from './logit-rows.js';

/**
 * Share of rows whose label is among the `most` classes with the largest logits. Of equal logits the later
 * class counts as larger, as in scikit-learn's `top_k_accuracy_score`.
 *
 * @param labels [rows] true classes
 */
export function topAccuracy(labels: ArrayLike<number>, logits: LogitRows, most: number): number {
  const {classes, values} = logits;
  const rows = rowCount(logits);
  let hits = 0;
  for (let row = 0; row < rows; row++) {
    const start = row * classes;
    const label = labels[row] as number;
    const own = values[start + label] as number;
    let ahead = 0;
    for (let i = 0; i < classes; i++) {
      const other = values[start + i] as number;
      if (other > own || (other === own && i > label)) ahead++;
    }
    if (ahead < most) hits++;
  }
  return hits / rows;
}
