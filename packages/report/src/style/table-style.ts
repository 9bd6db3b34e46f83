/** Tables, with bars inside cells, chips and headings that sort. */
export const TABLE_STYLE = `
td small, th small { font-weight: 400; }
th small { margin-left: .35em; }
thead th { vertical-align: bottom; }
.noted { text-decoration: underline dotted; text-underline-offset: .2em; cursor: help; }
.bar { display: block; height: 8px; border-radius: 2px; background: var(--sunken); }
.bar > span:first-child { display: block; height: 100%; border-radius: 2px; background: var(--bar); }
.bar-cell { display: flex; align-items: center; gap: .75rem; }
.bar-cell .bar { position: relative; flex: 1; min-width: 2.5rem; }
.bar .mark { position: absolute; top: -3px; width: 3px; height: 14px; margin-left: -1.5px; background: var(--untrained); border-radius: 1px; box-shadow: 0 0 0 1px var(--page); }
.bar .whisker { position: absolute; top: 3px; height: 2px; background: var(--ink); }
.bar .whisker::before, .bar .whisker::after { content: ""; position: absolute; top: -3px; height: 8px; width: 1.5px; background: var(--ink); }
.bar .whisker::before { left: 0; } .bar .whisker::after { right: 0; }
.bar-value { min-width: 5.75rem; text-align: right; }
.slices .bar-value { min-width: 7rem; }
.metrics td small, .tests td small, .classes td small, .runs td small, .bar-value small { display: block; font-size: .75rem; line-height: 1.3; white-space: nowrap; }
.metrics tbody th small { display: block; margin: 0; line-height: 1.3; }
.metrics td, .metrics thead th:not(:first-child) { padding-left: .35rem; padding-right: .35rem; }
.metrics thead th:not(:first-child) { white-space: normal; }
.tests td:nth-child(2), .tests th:nth-child(2) { text-align: left; }

.tests td, .runs td, .runs th { white-space: nowrap; }
.classes td:nth-child(2), .classes th:nth-child(2) { min-width: 11rem; width: 34%; }
.classes thead th:nth-child(2), .slices thead th:nth-child(2) { text-align: left; }
.slices td:nth-child(2) { width: 58%; min-width: 11rem; }
.classes td, .classes tbody th, .slices td, .slices tbody th { vertical-align: middle; }
.slices .by { display: block; margin: 0; font-weight: 400; }
.distribution td .bar { margin: .2rem 0 .3rem; }
.distribution td, .distribution thead th:not(:first-child) { text-align: left; width: 28%; padding-right: 1rem; }
.distribution thead small { display: block; margin: 0; }
.files td, .files th, .settings td, .settings th, .stages td, .stages th { text-align: left; }
.files td:nth-child(3), .files th:nth-child(3) { text-align: right; }
.files td:nth-child(4), .files th:nth-child(4) { padding-left: 1.25rem; }
.digest { font-size: .75rem; color: var(--muted); }
.settings td { white-space: normal; overflow-wrap: anywhere; }
.stages code { font-size: .8125rem; color: var(--muted); }
.runs strong { color: var(--tuned); }
.sort { font: inherit; color: inherit; background: none; border: 0; padding: 0; margin: 0; cursor: pointer; text-align: inherit; }
.sort:hover { color: var(--ink); }
.sort::after { content: "\\2195"; margin-left: .25em; opacity: .55; }
[aria-sort="ascending"] .sort::after { content: "\\2191"; opacity: 1; }
[aria-sort="descending"] .sort::after { content: "\\2193"; opacity: 1; }
[aria-sort] .sort { color: var(--ink); }
.chip { display: inline-block; padding: .05rem .5rem; margin: 0 .25rem .15rem 0; border: 1px solid var(--axis); border-radius: 99px; font-size: .8125rem; line-height: 1.45; max-width: 100%; overflow-wrap: anywhere; vertical-align: middle; }
.chip.better, .chip.worse, .chip.undecided { white-space: nowrap; }
.chip.better { border-color: var(--good); color: var(--good); font-weight: 600; }
.chip.worse { border-color: var(--untrained); font-weight: 600; }
.part { margin: 0 0 .5rem; font-size: .875rem; color: var(--muted); }
.pairs th, .pairs td:nth-child(2) { text-align: left; }
.pairs thead th { white-space: normal; }
.pairs thead th:nth-child(n + 3) { text-align: right; }
details .metrics th { white-space: normal; }
@media (max-width: 40rem) {
  table { font-size: .875rem; }
  th, td { padding-left: .3rem; padding-right: .3rem; }
  .stacks, .stacks tbody { display: block; }
  .stacks thead tr { display: flex; flex-wrap: wrap; gap: 0 1rem; }
  .stacks thead th { border: 0; padding-left: 0; }
  .stacks:not([data-sortable]) thead { display: none; }
  .stacks tbody tr { display: grid; grid-template-columns: repeat(auto-fill, minmax(5.5rem, 1fr)); gap: .3rem .75rem; padding: .6rem 0; border-bottom: 1px solid var(--rule); }
  .stacks tbody tr > *, .stacks tbody tr > :nth-child(2) { border: 0; padding: 0; text-align: left; width: auto; min-width: 0; }
  .stacks tbody th { grid-column: 1 / -1; }
  .stacks td::before { content: attr(data-name); display: block; font-size: .75rem; font-weight: 400; color: var(--muted); overflow-wrap: anywhere; }
  .stacks td { white-space: normal; overflow-wrap: anywhere; }
  .files td:last-child { grid-column: 1 / -1; }
  .stacks td small { white-space: normal; }
  .classes td:nth-child(2), .slices td:nth-child(2) { grid-column: 1 / -1; }
  .bar-value { min-width: 0; }
}
`;
