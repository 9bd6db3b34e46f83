import {type Html, type HtmlValue, html} from './html.js';

export interface DataTable {
  caption: string;
  columns: readonly HtmlValue[];
  /** A row's first cell is its heading. */
  rows: readonly (readonly TableCell[])[];
  /** Adds to how the table looks; see the page's style. */
  look?: string;
  /** Lets a reader sort the table by its columns. */
  sorting?: TableSorting;
  /** On a narrow screen a row's cells stand below its heading, each behind one of these names; by column, from 0. */
  stacks?: readonly string[];
}

export type TableCell = HtmlValue | ValuedCell;

/** A cell that is sorted by another value than it shows; an empty one comes last. */
export interface ValuedCell {
  sortBy: string | number;
  shown: HtmlValue;
}

export interface TableSorting {
  /** By column, how its cells compare; numbers by the first number of a cell. */
  by: readonly ('number' | 'text')[];
  /** Column by which the rows stand in rising order at first. */
  risingBy: number;
}

/** A table that scrolls on its own, also by keyboard, where it is wider than the page. */
export function dataTable(table: DataTable): Html {
  const {caption, sorting, stacks, look} = table;
  const classes = [look, stacks && 'stacks'].filter((name) => name !== undefined).join(' ');
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
<table class="${classes}"${stacks && html` role="table"`}${sorting && html` data-sortable=""`}>
<caption class="unseen">${caption}</caption>
<thead${role(table, 'rowgroup')}><tr${role(table, 'row')}>${table.columns.map((column, place) => html`<th scope="col"${role(table, 'columnheader')}${sorting && sortable(sorting, place)}>${column}</th>`)}</tr></thead>
<tbody${role(table, 'rowgroup')}>
${table.rows.map((cells) => tableRow(table, cells))}</tbody>
</table>
</div>`;
}

function tableRow(table: DataTable, [heading, ...cells]: readonly TableCell[]): Html {
  return html`<tr${role(table, 'row')}><th scope="row"${role(table, 'rowheader')}>${shownIn(heading)}</th>${cells.map((cell, place) => html`<td${role(table, 'cell')}${table.stacks && html` data-name="${table.stacks[place + 1]}"`}${isValued(cell) && html` data-value="${cell.sortBy}"`}>${shownIn(cell)}</td>`)}</tr>
`;
}

function shownIn(cell: TableCell): HtmlValue {
  return isValued(cell) ? cell.shown : cell;
}

function isValued(cell: TableCell): cell is ValuedCell {
  return typeof cell === 'object' && cell !== null && 'sortBy' in cell;
}

/** Cells that are no longer laid out as a table's would lose their meaning for who does not see them. */
function role({stacks}: DataTable, name: string): Html | false {
  return stacks !== undefined && html` role="${name}"`;
}

function sortable({by, risingBy}: TableSorting, place: number): Html {
  return html` data-sort="${by[place]}"${place === risingBy && html` aria-sort="ascending"`}`;
}

/** The numbers behind a picture, folded away. */
export function tableBehind(table: DataTable): Html {
  return html`<details><summary>${table.caption}</summary>
${dataTable(table)}
</details>`;
}
