import {count, dataTable, decimal, type Html, html} from '@retune/page';
import type {ClassMetrics, EvaluationMetrics} from '../evaluation-metrics.js';
import {metricValue, reasonFor} from '../metric-value.js';
import {pageSection} from '../page-section.js';

/** How each label is found, and how well it was before training. */
export function classSection({tuned, untrained}: EvaluationMetrics): Html {
  const row = (scores: ClassMetrics, id: number) => {
    const reason = (score: string) => reasonFor(tuned, `perClass.${scores.label}.${score}`);
    return [
      html`<bdi>${scores.label}</bdi>`,
      f1Bar(scores.f1, untrained.perClass[id]?.f1 ?? null, reason('f1')),
      metricValue(scores.precision, reason('precision')),
      metricValue(scores.recall, reason('recall')),
      metricValue(scores.auc, reason('auc')),
      count(scores.support),
      metricValue(untrained.perClass[id]?.f1 ?? null),
    ];
  };
  return pageSection({
    id: 'labels',
    title: 'Label by label',
    finding: extremes(tuned.perClass),
    body: html`${dataTable({
      caption: 'Metrics of each label',
      columns: ['Label', 'F1', 'Precision', 'Recall', 'AUC', 'Support', 'F1 untrained'],
      rows: tuned.perClass.map(row),
      look: 'classes',
    })}
${notes(tuned.notes)}`,
  });
}

function f1Bar(f1: number | null, before: number | null, reason: string | undefined): Html {
  return html`<span class="bar-cell"><span class="bar" aria-hidden="true"><span style="width:${decimal((f1 ?? 0) * 100)}%"></span>${before !== null && html`<span class="mark" style="left:${decimal(before * 100)}%"></span>`}</span>${metricValue(f1, reason)}</span>`;
}

function extremes(perClass: readonly ClassMetrics[]): Html {
  const ranked = perClass
    .filter(({f1, support}) => f1 !== null && support > 0)
    .sort((a, b) => (b.f1 as number) - (a.f1 as number));
  const [best, worst] = [ranked[0], ranked.at(-1)];
  if (best === undefined || worst === undefined || best === worst) return html`One row a label.`;
  return html`Best at <strong><bdi>${best.label}</bdi></strong> (F1 ${metricValue(best.f1)}), weakest at <strong><bdi>${worst.label}</bdi></strong> (F1 ${metricValue(worst.f1)}). <span class="key untrained">F1 before training</span>`;
}

/** The reasons again as text: a title is not seen on paper or on a touch screen. */
function notes(all: readonly {metric: string; reason: string}[]): Html | undefined {
  if (all.length === 0) return undefined;
  const shown = all.slice(0, 12);
  return html`<ul class="notes">${shown.map(({metric, reason}) => html`<li><bdi>${metric.replace('perClass.', '')}</bdi>: ${reason}.</li>`)}${all.length > shown.length && html`<li>and ${count(all.length - shown.length)} more, in metrics.json.</li>`}</ul>`;
}
