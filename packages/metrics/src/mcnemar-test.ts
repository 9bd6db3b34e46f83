/**
 * McNemar's exact test: how likely it is that, of the rows which only one of two classifiers has right, the
 * split is at least this uneven though each is as likely to be the one (two-sided binomial; McNemar 1947, "Note
 * on the sampling error of the difference between correlated proportions or percentages").
 *
 * @param onlyFirst rows that only the first has right
 * @param onlySecond rows that only the second has right
 * @returns the p-value, 0 (where it is too small for a double) to 1; 1 where there is no such row
 */
export function mcnemarTest(onlyFirst: number, onlySecond: number): number {
  const rows = onlyFirst + onlySecond;
  const fewer = Math.min(onlyFirst, onlySecond);
  // Binomial coefficients as logarithms: they pass the largest double from 1030 rows on.
  let [logTerm, probability] = [-rows * Math.LN2, 0];
  for (let hits = 0; hits <= fewer; hits++) {
    probability += Math.exp(logTerm);
    logTerm += Math.log((rows - hits) / (hits + 1));
  }
  return Math.min(1, 2 * probability);
}
