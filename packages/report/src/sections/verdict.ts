import {
  adviceText,
  type ClassifierComparison,
  type EvaluationDetails,
  type TrainingAdvice,
} from '@retune/artifacts';
import {counted, type Html, html, percent} from '@retune/page';
import {classifierWords} from '../classifier-names.js';
import {judgedOf} from '../judged.js';
import {percentInterval} from '../metric-value.js';

const VERDICTS: [ClassifierComparison['verdict'], string][] = [
  ['better', 'more often than'],
  ['worse', 'less often than'],
  ['undecided', 'with no proven difference from'],
];

/**
 * The evaluation in one sentence, and what to try where the classifier is no better than bag of words. That it is
 * better is only said of what McNemar's test has shown.
 */
export function verdict(evaluation: EvaluationDetails): Html {
  const {split, rows} = evaluation;
  const {name, metrics, intervals} = judgedOf(evaluation);
  if (metrics.accuracy === null) return html`There was no text of the ${split} split to judge it on.`;
  const interval = intervals.accuracy;
  const against = VERDICTS.flatMap(([verdict, words]) => {
    const of = evaluation.comparisons.filter((comparison) => comparison.verdict === verdict);
    return of.length === 0
      ? []
      : [`${words} ${listed(of.map(({second}) => classifierWords(second).phrase))}`];
  });
  const test = against.length > 0 && html` (McNemar\u2019s test at p &lt; 0.05)`;
  return html`The ${classifierWords(name).title.toLowerCase()} classifier is right on <strong>${percent(metrics.accuracy)}</strong> of ${counted(rows, `${split} text`)}${interval && html` (95% interval ${percentInterval(interval)})`}${against.length > 0 && `: ${against.join('; ')}`}${test}.${evaluation.advice.map(advised)}`;
}

function advised(advice: TrainingAdvice): Html {
  const text = adviceText(advice);
  return html` Try ${advice.set.length > 0 ? html`<code>${text}</code>` : text}: ${advice.because}.`;
}

/** `a, b and c`. */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
