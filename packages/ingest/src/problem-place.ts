import type {RejectedRow} from './row.js';

const SHOWN_ROWS = 10;

/** The first refused rows, a line each, ready to follow a sentence. */
export function rejectedList(rejected: readonly RejectedRow[], shown = SHOWN_ROWS): string {
  const lines = rejected.slice(0, shown).map((row) => `\n  ${placeText(row)}: ${row.reason}`);
  if (rejected.length > shown) lines.push(`\n  and ${rejected.length - shown} more`);
  return lines.join('');
}

/** Such as `train.csv:7`. */
export function placeText({file, line}: {file: string; line: number}): string {
  return `${file}:${line}`;
}

/** Such as `2.5 %`. */
export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}
