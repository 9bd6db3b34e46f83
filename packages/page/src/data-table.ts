import {type Html, type HtmlValue, html} from './html.js';

export interface DataTable {
  caption: string;
  columns: readonly HtmlValue[];
  /** A row's first cell is its heading. */
  rows: readonly (readonly HtmlValue[])[];
  /** Adds to how the table looks; see the page's style. */
  look?: string;
}

/** A table that scrolls on its own, also by keyboard, where it is wider than the page. */
export function dataTable({caption, columns, rows, look = ''}: DataTable): Html {
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
<table class="${look}">
<caption class="unseen">${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${rows.map(([heading, ...cells]) => html`<tr><th scope="row">${heading}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody>
</table>
</div>`;
}

/** The numbers behind a picture, folded away. */
export function tableBehind(table: DataTable): Html {
  return html`<details><summary>${table.caption}</summary>
${dataTable(table)}
</details>`;
}
