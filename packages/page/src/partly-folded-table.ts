import {count} from '@retune/stage/number-format';
import {type DataTable, dataTable, tableBehind} from './data-table.js';
import {type Html, html} from './html.js';

/** A table of more rows would push what follows out of sight. */
const MOST_ROWS = 15;
const FIRST_ROWS = 10;
/** A page stays one that opens at once. */
const MOST_FOLDED_ROWS = 1000;

export interface PartlyFoldedTable extends DataTable {
  /** What the first rows are, such as `with the lowest F1`. */
  first: string;
  /** What all rows are, such as `labels`. */
  all: string;
  /** Where the rows are that the page leaves out, such as `evaluation.json`. */
  rest: string;
}

/** A table of few rows as it is; of a longer one the first rows, and folded away below them all of it. */
export function partlyFoldedTable({first, all, rest, ...table}: PartlyFoldedTable): Html {
  const {rows} = table;
  if (rows.length <= MOST_ROWS) return dataTable(table);
  const {sorting, ...unsorted} = table;
  const left = rows.length - MOST_FOLDED_ROWS;
  return html`<p class="part">The ${FIRST_ROWS} ${first}:</p>
${dataTable({...unsorted, caption: `${table.caption}: the ${FIRST_ROWS} ${first}`, rows: rows.slice(0, FIRST_ROWS)})}
${tableBehind({
  ...table,
  caption:
    left > 0
      ? `The first ${count(MOST_FOLDED_ROWS)} of ${count(rows.length)} ${all}`
      : `All ${count(rows.length)} ${all}`,
  rows: rows.slice(0, MOST_FOLDED_ROWS),
})}${left > 0 && html`<p class="notes">${count(left)} more in ${rest}.</p>`}`;
}
