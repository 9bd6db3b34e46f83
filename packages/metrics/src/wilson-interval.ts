import type {Interval} from '@retune/artifacts';

/** The standard normal distribution's 97.5 % point. */
const Z = 1.959963984540054;

/**
 * The 95 % interval of a share by Wilson's score (1927, "Probable inference, the law of succession, and
 * statistical inference"): right also of few rows and of shares near 0 and 1.
 *
 * @param rows at least 1
 */
export function wilsonInterval(hits: number, rows: number): Interval {
  const share = hits / rows;
  const spread = Z ** 2 / rows;
  const middle = share + spread / 2;
  const half = Z * Math.sqrt((share * (1 - share)) / rows + spread / (4 * rows));
  const whole = 1 + spread;
  return {low: Math.max(0, (middle - half) / whole), high: Math.min(1, (middle + half) / whole)};
}
