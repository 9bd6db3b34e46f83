/** The confusion matrix: a cell's colour says how much of its row it holds. */
export const CONFUSION_STYLE = `
.confusion { border-collapse: separate; border-spacing: 3px; table-layout: fixed; width: 100%; max-width: 46rem; }
.confusion th { border: 0; font-size: .875rem; font-weight: 500; color: var(--ink); padding: .25rem .375rem; }
.confusion thead th { text-align: center; vertical-align: bottom; white-space: normal; }
.confusion th:first-child { width: 7.5rem; }
.confusion.upright { max-width: none; width: auto; }
.confusion.upright thead bdi { display: inline-block; writing-mode: vertical-rl; transform: rotate(180deg); max-height: 12rem; text-align: left; }
.confusion tbody th { vertical-align: middle; }
.confusion td, .confusion td:first-child, .confusion td:last-child {
  border: 0; border-radius: 5px; padding: .55rem .25rem; text-align: center; line-height: 1.2; min-width: 2.4rem;
  background: color-mix(in srgb, var(--cell) calc(var(--share) * 62%), var(--sunken));
}
.confusion td.hit { --cell: var(--hit); font-weight: 600; }
.confusion td.miss { --cell: var(--miss); }
.confusion td small { display: block; color: inherit; font-size: .75rem; font-weight: 400; }
.confusion td a { display: block; margin: -.55rem -.25rem; padding: .55rem .25rem; border-radius: 5px; color: inherit; text-decoration: none; }
.confusion td a:hover { box-shadow: inset 0 0 0 2px var(--ink); }
@media (max-width: 40rem) {
  .confusion { border-spacing: 2px; }
  .confusion th:first-child { width: 5.5rem; }
  .confusion thead bdi { display: inline-block; writing-mode: vertical-rl; transform: rotate(180deg); max-height: 12rem; }
  .confusion td small { font-size: .6875rem; }
}
`;
