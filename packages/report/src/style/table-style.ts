/** Tables, with bars inside cells, and the confusion matrix. */
export const TABLE_STYLE = `
td small, th small { font-weight: 400; }
th small { margin-left: .35em; }
.noted { text-decoration: underline dotted; text-underline-offset: .2em; cursor: help; }
.bar { display: block; height: 8px; border-radius: 2px; background: var(--sunken); }
.bar > span:first-child { display: block; height: 100%; border-radius: 2px; background: var(--bar); }
.bar-cell { display: flex; align-items: baseline; gap: .75rem; }
.bar-cell .bar { position: relative; flex: 1; min-width: 2.5rem; }
.bar .mark { position: absolute; top: -2px; width: 3px; height: 12px; margin-left: -1.5px; background: var(--untrained); border-radius: 1px; }
.classes td:nth-child(2), .classes th:nth-child(2) { min-width: 7.5rem; width: 38%; }
.distribution td .bar { margin: .2rem 0 .3rem; }
.distribution td, .distribution thead th:not(:first-child) { text-align: left; width: 28%; padding-right: 1rem; }
.distribution thead small { display: block; margin: 0; }

.mistakes { list-style: none; margin: 0; padding: 0; font-size: .9375rem; }
.mistakes li { display: grid; grid-template-columns: minmax(0, 1fr) 15rem; gap: .15rem 2rem; padding: .625rem 0; border-top: 1px solid var(--rule); }
.mistakes li:first-child { border-top: 0; }
.mistakes p { margin: 0; overflow-wrap: anywhere; }
.mistakes .verdicts { color: var(--muted); font-variant-numeric: tabular-nums; }
.mistakes .verdicts bdi { color: var(--ink); font-weight: 600; }
.files td, .files th, .settings td, .settings th { text-align: left; }
.files td:nth-child(3), .files th:nth-child(3) { text-align: right; }
.files td:nth-child(4), .files th:nth-child(4) { padding-left: 1.25rem; }
.digest { font-size: .75rem; color: var(--muted); }
.settings td { white-space: normal; overflow-wrap: anywhere; }

.confusion { border-collapse: separate; border-spacing: 3px; table-layout: fixed; width: 100%; max-width: 46rem; }
.confusion th { border: 0; font-size: .875rem; font-weight: 500; color: var(--ink); padding: .25rem .375rem; }
.confusion thead th { text-align: center; overflow: hidden; text-overflow: ellipsis; vertical-align: bottom; }
.confusion th:first-child { width: 6rem; overflow-wrap: anywhere; }
.confusion tbody th { vertical-align: middle; }
.confusion td, .confusion td:first-child, .confusion td:last-child {
  border: 0; border-radius: 5px; padding: .55rem .25rem; text-align: center; line-height: 1.2; min-width: 2.75rem;
  background: color-mix(in srgb, var(--cell) calc(var(--share) * 62%), var(--sunken));
}
.confusion td.hit { --cell: var(--hit); font-weight: 600; }
.confusion td.miss { --cell: var(--miss); }
.confusion td small { display: block; color: inherit; font-size: .75rem; font-weight: 400; }
@media (max-width: 40rem) {
  table { font-size: .875rem; }
  th, td { padding-left: .3rem; padding-right: .3rem; }
  tbody th small { display: block; margin: 0; }
  .distribution td { padding-right: .6rem; }
  .distribution td small { display: block; }
  .mistakes li { grid-template-columns: minmax(0, 1fr); }
  .confusion { border-spacing: 2px; }
  .confusion th:first-child { width: 4.25rem; }
  .confusion thead bdi { display: inline-block; writing-mode: vertical-rl; transform: rotate(180deg); max-height: 8rem; }
  .confusion td small { font-size: .6875rem; }
}
`;
