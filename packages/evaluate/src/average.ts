/** Mean of the values, each counting by its weight; the weights must not all be 0. */
export function weightedMean(values: readonly number[], weights: readonly number[]): number {
  let [sum, total] = [0, 0];
  values.forEach((value, i) => {
    sum += value * (weights[i] as number);
    total += weights[i] as number;
  });
  return sum / total;
}

/** Mean of the values, of which there is at least one. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
