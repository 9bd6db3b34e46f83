import type {Interval} from '@retune/artifacts';
import {decimal, type Html, html, percent, signed} from '@retune/page';

/** A metric with three decimals; a dash where it is undefined, with the reason when pointed at. */
export function metricValue(value: number | null, reason?: string): Html {
  if (value !== null && reason === undefined) return html`${withMinus(value)}`;
  const shown = value === null ? '\u2013' : withMinus(value);
  return html`<span class="noted" title="${reason ?? 'undefined on these texts'}">${shown}</span>`;
}

/** `0.738–0.776`, the bounds of an interval; nothing where there is none. */
export function intervalText(interval: Interval | null | undefined): string {
  return interval ? `${withMinus(interval.low)}\u2013${withMinus(interval.high)}` : '';
}

/** `73.8% to 77.6%`. */
export function percentInterval({low, high}: Interval): string {
  return `${percent(low)} to ${percent(high)}`;
}

/** A negative number with a true minus. */
function withMinus(value: number): string {
  return decimal(value).replace('-', '\u2212');
}

/** `−0.012 to +0.034`, the bounds of a difference's interval. */
export function signedInterval({low, high}: Interval): string {
  return `${signed(low)} to ${signed(high)}`;
}
