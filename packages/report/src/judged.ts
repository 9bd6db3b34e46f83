import type {ClassifierComparison, ClassifierDetails, EvaluationDetails} from '@retune/artifacts';

/** The classifier that an evaluation is about. */
export function judgedOf({classifiers}: EvaluationDetails): ClassifierDetails {
  return classifiers[0] as ClassifierDetails;
}

/** The others, in the order of the evaluation. */
export function baselinesOf({classifiers}: EvaluationDetails): ClassifierDetails[] {
  return classifiers.slice(1);
}

/** How the judged classifier compares with the baseline of this name. */
export function comparisonWith(
  {comparisons}: EvaluationDetails,
  baseline: string,
): ClassifierComparison | undefined {
  return comparisons.find(({second}) => second === baseline);
}

/** Why a metric of a classifier has no value, or one by convention, if so. */
export function reasonFor({notes}: ClassifierDetails, metric: string): string | undefined {
  return notes.find((note) => note.metric === metric)?.reason;
}
