import type {ClassifierComparison, EvaluationDetails} from '@retune/artifacts';
import {count, counted, dataTable, type Html, html, pValueText, signed} from '@retune/page';
import {classifierWords} from '../classifier-names.js';
import {signedInterval} from '../metric-value.js';

const SHOWN_VERDICTS: Record<ClassifierComparison['verdict'], string> = {
  better: 'better',
  worse: 'worse',
  undecided: 'no proven difference',
};

const COLUMNS = [
  'Against',
  'Verdict',
  'McNemar',
  'Accuracy',
  'Weighted F1',
  'Only this right',
  'Only that right',
];

/** What is known of the differences to the baselines, test by test. */
export function pairedTests({comparisons, bootstrapSamples}: EvaluationDetails): Html | undefined {
  if (comparisons.length === 0) return undefined;
  return html`<h3>Are the differences more than chance?</h3>
${dataTable({
  caption: 'Paired tests against the baselines',
  columns: COLUMNS,
  stacks: COLUMNS,
  rows: comparisons.map((comparison) => [
    classifierWords(comparison.second).title,
    verdictChip(comparison.verdict),
    pValueText(comparison.mcnemar.pValue),
    difference(comparison, 'accuracy'),
    difference(comparison, 'f1Weighted'),
    count(comparison.mcnemar.onlyFirst),
    count(comparison.mcnemar.onlySecond),
  ]),
  look: 'tests',
})}
<p class="notes">${bootstrapSamples > 0 && `Differences with the 95% interval of a paired bootstrap (${counted(bootstrapSamples, 'sample')}). `}McNemar\u2019s exact test asks whether the rows that only one of the two has right are split more unevenly than chance would.</p>`;
}

/** A difference with its interval. */
export function difference(
  {differences}: ClassifierComparison,
  metric: keyof ClassifierComparison['differences'],
): Html {
  const {difference: value, interval} = differences[metric];
  if (value === null) return html`\u2013`;
  return html`${signed(value)}${interval && html`<small>${signedInterval(interval)}</small>`}`;
}

/** The verdict of McNemar's test as a word in a frame. */
export function verdictChip(verdict: ClassifierComparison['verdict']): Html {
  return html`<span class="chip ${verdict}">${SHOWN_VERDICTS[verdict]}</span>`;
}
