import {counted, type Html, html, percent, pValueText, wrappingName} from '@retune/page';
import {judgedOf} from '../judged.js';
import {percentInterval} from '../metric-value.js';
import type {ComparedRun, ComparisonData} from './comparison-data.js';
import {runName} from './run-name.js';

/** What was compared, and what the paired tests say of the best. */
export function comparisonHeader(data: ComparisonData): Html {
  const {title, runs, rows, split, labels} = data;
  return html`<header>
<p class="eyebrow">Retune comparison</p>
<h1><bdi>${title}</bdi></h1>
<p class="verdict">${verdict(data)}</p>
<p class="trained">${counted(runs.length, 'run')} judged on the same ${counted(rows, `${split} text`)} with ${counted(labels.length, 'label')}.</p>
</header>
`;
}

function verdict({runs, params}: ComparisonData): Html {
  const accuracyOf = (run: ComparedRun) => judgedOf(run.evaluation).metrics.accuracy ?? 0;
  const best = runs.reduce((top, run) => (accuracyOf(run) > accuracyOf(top) ? run : top));
  const interval = judgedOf(best.evaluation).intervals.accuracy;
  const measured = html`<strong>${wrappingName(runName(best, params))}</strong> is right most often: ${percent(accuracyOf(best))}${interval && html` (95% interval ${percentInterval(interval)})`}`;
  const {againstFirst} = best;
  if (againstFirst === undefined) return html`${measured}. It is the first run; ${othersVerdict(runs)}`;
  const {pValue} = againstFirst.mcnemar;
  return againstFirst.verdict === 'better'
    ? html`${measured}. That is better than the first run (McNemar\u2019s test, ${pValueText(pValue)}).`
    : html`${measured}. That it is better than the first run is not shown (McNemar\u2019s test, ${pValueText(pValue)}).`;
}

function othersVerdict(runs: readonly ComparedRun[]): string {
  const worse = runs.filter(({againstFirst}) => againstFirst?.verdict === 'worse').length;
  const others = runs.length - 1;
  if (worse === others) return others === 1 ? 'the other is worse.' : 'all others are worse.';
  if (worse === 0) return 'no difference to another is more than chance.';
  return `${worse} of the ${others} others ${worse === 1 ? 'is' : 'are'} worse, of the rest no difference is more than chance.`;
}
