import type {Problem} from '@retune/stage';
import {
  labelNotInTrain,
  labelNotListed,
  type RowsOfLabel,
  repeatedLabel,
  singleLabel,
} from './label-problem.js';
import type {Row} from './row.js';
import {SPLITS, type Splits} from './split.js';

/** Distinct labels in the order in which they appear. */
export function labelsOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.map(({label}) => label))];
}

/** What is wrong with the labels: too few, not listed where a list is given, or absent from train. */
export function labelProblems(splits: Splits, listed: readonly string[] | undefined): Problem[] {
  const inTrain = new Set(splits.train.map(({label}) => label));
  const problems: Problem[] = (listed ?? [])
    .filter((label, i, all) => all.indexOf(label) !== i)
    .map(repeatedLabel);
  for (const split of SPLITS)
    for (const [label, at] of rowsOfLabels(splits[split])) {
      if (listed && !listed.includes(label)) problems.push(labelNotListed(label, at));
      else if (!inTrain.has(label)) problems.push(labelNotInTrain(label, split, at));
    }
  const [only, second] = inTrain;
  if (only !== undefined && second === undefined) problems.push(singleLabel(only));
  return problems;
}

function rowsOfLabels(rows: readonly Row[]): Map<string, RowsOfLabel> {
  const places = new Map<string, RowsOfLabel>();
  for (const {label, file, line} of rows) {
    const seen = places.get(label);
    places.set(label, seen ? {...seen, rows: seen.rows + 1} : {file, line, rows: 1});
  }
  return places;
}
