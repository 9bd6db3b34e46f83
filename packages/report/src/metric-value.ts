import {decimal, type Html, html} from '@retune/page';
import type {ClassificationMetrics} from './evaluation-metrics.js';

/** A metric with three decimals; a dash where it is undefined, with the reason when pointed at. */
export function metricValue(value: number | null, reason?: string): Html {
  if (value !== null && reason === undefined) return html`${decimal(value)}`;
  const shown = value === null ? '\u2013' : decimal(value);
  return html`<span class="noted" title="${reason ?? 'undefined on these texts'}">${shown}</span>`;
}

/** Why a metric has no value, or one by convention, if so. */
export function reasonFor(metrics: ClassificationMetrics, metric: string): string | undefined {
  return metrics.notes.find((note) => note.metric === metric)?.reason;
}
