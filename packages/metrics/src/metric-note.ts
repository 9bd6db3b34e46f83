import type {ClassDetails, ClassifierDetails, MetricName} from '@retune/artifacts';

/** A metric that has no value, or one by convention, and why. */
export type MetricNote = ClassifierDetails['notes'][number];

type Metrics = ClassifierDetails['metrics'];
type Classes = readonly Omit<ClassDetails, 'intervals'>[];

/**
 * Says which metrics have no value (null) and which follow a convention, so that a 0 that was measured and one
 * that was not can be told apart.
 */
export function metricNotes(metrics: Metrics, perClass: Classes): MetricNote[] {
  return [
    ...perClass.flatMap(classNotes),
    ...averageNotes(metrics, perClass),
    ...curveNotes(metrics, perClass),
    ...agreementNotes(metrics, perClass),
    ...topNotes(metrics, perClass.length),
  ];
}

function classNotes(scores: Classes[number]): MetricNote[] {
  const {label, support} = scores;
  const never = `no row is predicted as "${label}"`;
  const absent = `no row is labelled "${label}"`;
  const reasons = {
    precision: never,
    recall: absent,
    f1: `${absent} and ${never.replace('no row is ', 'none ')}`,
    auc: support === 0 ? absent : `every row is labelled "${label}"`,
    averagePrecision: absent,
  };
  return (['precision', 'recall', 'f1', 'auc', 'averagePrecision'] as const)
    .filter((score) => scores[score] === null)
    .map((score) => ({metric: `perClass.${label}.${score}`, value: null, reason: reasons[score]}));
}

/** Averages in which a class without the score counts as 0. */
function averageNotes(metrics: Metrics, perClass: Classes): MetricNote[] {
  return (['precision', 'recall', 'f1'] as const).flatMap((score) => {
    const lacking = perClass.filter((scores) => scores[score] === null);
    const note = (name: MetricName, classes: Classes): MetricNote[] =>
      classes.length === 0
        ? []
        : [
            {
              metric: name,
              value: metrics[name],
              reason: `the ${score === 'f1' ? 'F1' : score} of ${quoted(classes)} is undefined and counts as 0`,
            },
          ];
    return [
      ...note(
        `${score}Weighted`,
        lacking.filter(({support}) => support > 0),
      ),
      ...note(`${score}Macro`, lacking),
    ];
  });
}

function curveNotes(metrics: Metrics, perClass: Classes): MetricNote[] {
  const curves = [
    ['aucMacro', 'auc', 'ROC'],
    ['aucWeighted', 'auc', 'ROC'],
    ['averagePrecisionMacro', 'averagePrecision', 'precision-recall'],
    ['averagePrecisionWeighted', 'averagePrecision', 'precision-recall'],
  ] as const;
  return curves
    .filter(([name]) => metrics[name] === null)
    .map(([metric, score, curve]) => {
      const lacking = perClass.filter((scores) => scores[score] === null);
      return {metric, value: null, reason: `there is no ${curve} curve for ${quoted(lacking)}`};
    });
}

function agreementNotes({matthews, cohenKappa}: Metrics, perClass: Classes): MetricNote[] {
  const notes: MetricNote[] = [];
  if (matthews === null) {
    const oneLabel = perClass.filter(({support}) => support > 0).length === 1;
    const reason = oneLabel ? 'all rows have one label' : 'all rows are predicted as one label';
    notes.push({metric: 'matthews', value: null, reason});
  }
  if (cohenKappa === null) {
    const reason = 'all rows have one label and are predicted as it';
    notes.push({metric: 'cohenKappa', value: null, reason});
  }
  return notes;
}

function topNotes(metrics: Metrics, classes: number): MetricNote[] {
  return ([2, 3] as const)
    .filter((most) => most >= classes)
    .map((most) => {
      const metric = `top${most}Accuracy` as const;
      return {metric, value: metrics[metric], reason: `there are only ${classes} labels`};
    });
}

/** Of many labels a reader wants the first and how many there are. */
const MOST_NAMED = 5;

function quoted(classes: Classes): string {
  const named = classes.slice(0, MOST_NAMED).map(({label}) => `"${label}"`);
  const rest = classes.length - named.length;
  return `${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
