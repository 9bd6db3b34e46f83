/** The table of rows worth a look, and its filter. On a narrow screen a row's cells stand below its text. */
export const ROWS_STYLE = `
.row-filter { display: flex; flex-wrap: wrap; gap: .625rem .75rem; align-items: end; margin-bottom: .75rem; }
.row-filter[hidden] { display: none; }
.row-filter label { display: grid; gap: .15rem; font-size: .8125rem; color: var(--muted); min-width: 0; }
.row-filter label:first-child { flex: 1 1 11rem; }
.row-filter input, .row-filter select, .row-filter button, .more {
  font: inherit; font-size: .875rem; line-height: 1.4; min-height: 2.125rem; padding: .3rem .6rem; color: var(--ink); background: var(--panel);
  border: 1px solid var(--axis); border-radius: 6px; max-width: 100%; min-width: 0;
}
.row-filter select { max-width: 11rem; }
.row-filter button, .more { cursor: pointer; }
.row-filter button:hover, .more:hover { border-color: var(--ink); }
.row-filter output { font-size: .875rem; color: var(--muted); margin-left: auto; padding-bottom: .4rem; font-variant-numeric: tabular-nums; }
.more-rows { margin: .75rem 0 0; }
.rows { table-layout: fixed; }
.rows th, .rows td { text-align: left; padding-right: .75rem; overflow-wrap: anywhere; }
.rows thead th:nth-child(2), .rows thead th:nth-child(3) { width: 8.5rem; }
.rows thead th:nth-child(4) { width: 4.75rem; }
.rows thead th:nth-child(5) { width: 10.5rem; }
.rows td:nth-child(4), .rows thead th:nth-child(4) { text-align: right; }
.rows tbody th { font-weight: 400; }
.rows tbody th small { display: block; margin: .1rem 0 0; font-size: .75rem; }
.rows tr:target, .rows tr.opened { background: var(--sunken); }
.rows .chip { border-radius: 10px; }
.row-text { display: block; margin: 0; }
.row-text summary { font-size: inherit; color: inherit; width: auto; margin: 0; list-style-position: inside; }
details[open].row-text > summary { margin: 0; display: inline; }
details[open] > summary .ellipsis { display: none; }
@media (max-width: 48rem) {
  .rows thead tr { display: flex; flex-wrap: wrap; gap: 0 1rem; border-bottom: 1px solid var(--rule); }
  .rows thead th { width: auto !important; border: 0; }
  .rows thead th:not([data-sort]) { display: none; }
  .rows tbody tr { display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem 1rem; padding: .6rem 0; border-bottom: 1px solid var(--rule); }
  .rows tbody tr[hidden] { display: none; }
  .rows tbody th { flex: 1 0 100%; }
  .rows tbody tr > * { border: 0; padding: 0; }
  .rows tbody td:nth-child(2)::before { content: "label "; color: var(--muted); }
  .rows tbody td:nth-child(3)::before { content: "read as "; color: var(--muted); }
  .rows tbody td:nth-child(4)::before { content: "sure "; color: var(--muted); }
}
`;
