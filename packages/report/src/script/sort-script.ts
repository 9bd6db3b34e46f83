/**
 * Headings with `data-sort` become buttons that sort their table: by number or text, downwards first, the other
 * way when pressed again. A cell's `data-value` counts before its text; cells without a value come last. Announces
 * `sorted` on the table.
 */
export const SORT_SCRIPT = `
'use strict';
for (const table of document.querySelectorAll('table[data-sortable]')) {
  const headings = [...table.tHead.rows[0].cells];
  const valueOf = (row, column, kind) => {
    const cell = row.cells[column];
    const text = cell.dataset.value ?? cell.textContent;
    return kind === 'number' ? Number.parseFloat(text.replaceAll(',', '').replace('\\u2212', '-')) : text;
  };
  const compare = (a, b) => typeof a === 'number' ? a - b : a.localeCompare(b, 'en', {numeric: true});
  const missing = (value) => value === '' || Number.isNaN(value);
  const sort = (heading) => {
    const {sort: kind} = heading.dataset;
    const first = kind === 'number' ? 'descending' : 'ascending';
    const second = kind === 'number' ? 'ascending' : 'descending';
    const order = heading.getAttribute('aria-sort') === first ? second : first;
    for (const other of headings) other.removeAttribute('aria-sort');
    heading.setAttribute('aria-sort', order);
    const sign = order === 'ascending' ? 1 : -1;
    const rows = [...table.tBodies[0].rows].map((row) => ({row, value: valueOf(row, heading.cellIndex, kind)}));
    rows.sort((a, b) => missing(a.value) - missing(b.value) || sign * compare(a.value, b.value));
    table.tBodies[0].append(...rows.map(({row}) => row));
    table.dispatchEvent(new Event('sorted'));
  };
  for (const heading of headings) {
    if (heading.dataset.sort === undefined) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sort';
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener('click', () => sort(heading));
  }
}
`;
