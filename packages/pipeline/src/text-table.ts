import {printableLine} from '../printable.mjs';

/** Rows of stage, state, time and reasons in columns; the time stands to the right, the reasons run on. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(printableLine));
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => (row[column] as string).length)));
  return cells
    .map(([stage = '', state = '', time = '', reasons = '']) =>
      `${stage.padEnd(widths[0] as number)}  ${state.padEnd(widths[1] as number)}  ${time.padStart(widths[2] as number)}  ${reasons}`.trimEnd(),
    )
    .join('\n');
}
