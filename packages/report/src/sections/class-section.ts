import type {ClassDetails, ClassifierDetails, EvaluationDetails} from '@retune/artifacts';
import {count, decimal, type Html, html, partlyFoldedTable, wrappingName} from '@retune/page';
import {classifierWords} from '../classifier-names.js';
import {baselinesOf, judgedOf, reasonFor} from '../judged.js';
import {intervalText, metricValue} from '../metric-value.js';
import {pageSection} from '../page-section.js';
import {weakestFirst} from '../weakest-first.js';

/** How each label is found, how surely that is known, and how well the first baseline finds it. */
export function classSection(evaluation: EvaluationDetails): Html {
  const judged = judgedOf(evaluation);
  const [baseline] = baselinesOf(evaluation);
  const ranked = weakestFirst(judged.perClass);
  const unranked = [...judged.perClass.keys()].filter((id) => !ranked.includes(id));
  return pageSection({
    id: 'labels',
    title: 'Label by label',
    finding: extremes(
      ranked.map((id) => judged.perClass[id] as ClassDetails),
      baseline,
    ),
    body: html`${partlyFoldedTable({
      caption: 'Metrics of each label',
      columns: ['Label', 'F1', 'Precision', 'Recall', 'AUC', 'Average precision', 'Support'],
      rows: [...ranked, ...unranked].map((id) =>
        classRow(judged, judged.perClass[id] as ClassDetails, baseline?.perClass[id]),
      ),
      look: 'classes',
      stacks: ['label', 'F1', 'precision', 'recall', 'AUC', 'average precision', 'texts'],
      sorting: {by: ['text', 'number', 'number', 'number', 'number', 'number', 'number'], risingBy: 1},
      first: 'with the lowest F1',
      all: 'labels',
      rest: 'evaluation.json',
    })}
${notes(judged.notes)}`,
  });
}

function classRow(judged: ClassifierDetails, scores: ClassDetails, baseline: ClassDetails | undefined) {
  const reason = (score: string) => reasonFor(judged, `perClass.${scores.label}.${score}`);
  const scored = (score: 'precision' | 'recall') =>
    html`${metricValue(scores[score], reason(score))}${withInterval(scores.intervals[score])}`;
  return [
    wrappingName(scores.label),
    f1Bar(scores, baseline?.f1 ?? null, reason('f1')),
    scored('precision'),
    scored('recall'),
    metricValue(scores.auc, reason('auc')),
    metricValue(scores.averagePrecision, reason('averagePrecision')),
    count(scores.support),
  ];
}

function withInterval(interval: ClassDetails['intervals']['f1']): Html | undefined {
  return interval ? html` <small>${intervalText(interval)}</small>` : undefined;
}
/** The score as a bar, its interval as a line across the bar's end, the baseline's score as a mark. */
function f1Bar({f1, intervals}: ClassDetails, before: number | null, reason: string | undefined): Html {
  const interval = intervals.f1;
  return html`<span class="bar-cell"><span class="bar" aria-hidden="true"><span style="width:${share(f1 ?? 0)}"></span>${interval && html`<span class="whisker" style="left:${share(interval.low)};width:${share(interval.high - interval.low)}"></span>`}${before !== null && html`<span class="mark" style="left:${share(before)}"></span>`}</span><span class="bar-value">${metricValue(f1, reason)}${withInterval(interval)}</span></span>`;
}

function share(value: number): string {
  return `${decimal(value * 100)}%`;
}

function extremes(ranked: readonly ClassDetails[], baseline: ClassifierDetails | undefined): Html {
  const [worst, best] = [ranked[0], ranked.at(-1)];
  if (best === undefined || worst === undefined || best === worst) return html`One row a label.`;
  return html`Best at <strong>${wrappingName(best.label)}</strong> (F1 ${metricValue(best.f1)}), weakest at <strong>${wrappingName(worst.label)}</strong> (F1 ${metricValue(worst.f1)}).<br><span class="key whisker">95% interval</span>${baseline && html`<span class="key untrained">F1 of ${classifierWords(baseline.name).phrase}</span>`}`;
}

/** The reasons again as text: a title is not seen on paper or on a touch screen. */
function notes(all: readonly {metric: string; reason: string}[]): Html | undefined {
  if (all.length === 0) return undefined;
  const shown = all.slice(0, 12);
  return html`<ul class="notes">${shown.map(({metric, reason}) => html`<li>${wrappingName(metric.replace('perClass.', ''))}: ${reason}.</li>`)}${all.length > shown.length && html`<li>and ${count(all.length - shown.length)} more, in evaluation.json.</li>`}</ul>`;
}
