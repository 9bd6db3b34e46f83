import {
  adviceText,
  type ClassifierComparison,
  type EvaluationDetails,
  type HeadlineMetric,
  type Interval,
} from '@retune/artifacts';
import {numberTable} from '@retune/stage';
import {counted, decimal, pValueText, signed} from '@retune/stage/number-format';

/** How classifiers are called in sentences and tables. */
const TITLES: Record<string, string> = {bagOfWords: 'bag of words', ready: 'ready classifier'};

const LINES: {title: string; metric: HeadlineMetric; interval?: true}[] = [
  {title: 'accuracy', metric: 'accuracy', interval: true},
  {title: 'precision (weighted)', metric: 'precisionWeighted'},
  {title: 'F1 (weighted)', metric: 'f1Weighted', interval: true},
  {title: 'F1 (macro)', metric: 'f1Macro', interval: true},
  {title: 'AUC (macro, one vs rest)', metric: 'aucMacro'},
  {title: 'log loss', metric: 'logLoss'},
];

/**
 * An evaluation for the terminal: the classifiers' metrics as an aligned table, `-` where one has no value, and
 * below it what follows from them.
 */
export function summaryText(details: EvaluationDetails): string {
  const lines = [
    ...metricsTable(details),
    '',
    ...details.comparisons.map(comparisonLine),
    ...details.advice.map((advice) => `  try ${adviceText(advice)}: ${advice.because}`),
    calibrationLine(details),
    errorsLine(details),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function metricsTable({split, rows, classifiers}: EvaluationDetails): string[] {
  const table = [
    [`${split} split, ${counted(rows, 'row')}`, ...classifiers.map(({name}) => titleOf(name))],
    ...LINES.flatMap(({title, metric, interval}) => [
      [title, ...classifiers.map(({metrics}) => orDash(metrics[metric]))],
      ...(interval && classifiers.some(({intervals}) => intervals[metric] !== null)
        ? [['  95 % interval', ...classifiers.map(({intervals}) => range(intervals[metric]))]]
        : []),
    ]),
  ];
  return numberTable(table);
}

function comparisonLine({first, second, differences, mcnemar, verdict}: ClassifierComparison): string {
  const {difference, interval} = differences.accuracy;
  const finding =
    verdict === 'undecided'
      ? `does not differ from ${titleOf(second)} beyond chance`
      : `is ${verdict} than ${titleOf(second)}`;
  const evidence =
    interval === null ? '' : ` (${signed(interval.low, '-')} to ${signed(interval.high, '-')})`;
  return `${titleOf(first)} ${finding}: accuracy ${signed(difference ?? 0, '-')}${evidence}, McNemar ${pValueText(mcnemar.pValue)}`;
}

function calibrationLine({calibration}: EvaluationDetails): string {
  const {asPredicted, withTemperature, temperature, reason, fittedOnRows} = calibration;
  const error = `calibration error ${decimal(asPredicted.expectedCalibrationError)}`;
  if (withTemperature === null) return `${error}; no temperature: ${reason}`;
  return `${error}, ${decimal(withTemperature.expectedCalibrationError)} at temperature ${decimal(temperature ?? 1)} (fitted on ${counted(fittedOnRows, 'validation row')})`;
}

function errorsLine({errors}: EvaluationDetails): string {
  const {wrong, likelyWrongLabels, duplicatesAcrossSplits, truncated} = errors;
  return `errors.arrow: ${wrong} wrong, ${likelyWrongLabels} likely wrong labels, ${duplicatesAcrossSplits} also in an earlier split, ${truncated} truncated`;
}

function titleOf(name: string): string {
  return TITLES[name] ?? name;
}

function range(interval: Interval | null): string {
  return interval === null ? '-' : `${decimal(interval.low)}-${decimal(interval.high)}`;
}

function orDash(value: number | null): string {
  return value === null ? '-' : decimal(value, 4);
}
