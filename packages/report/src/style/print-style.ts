/** On paper: no navigation, colours kept, everything open, nothing cut in two that is one picture. */
export const PRINT_STYLE = `
@page { margin: 14mm; }
@media print {
  :root { color-scheme: light; --page: #fff; font-size: 12px; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  nav, .skip, .hint, .row-filter, .more-rows, .sort::after { display: none !important; }
  details::details-content { content-visibility: visible; display: block; }
  details > summary { list-style: none; color: var(--ink); font-weight: 600; }
  .row-text > summary { font-weight: 400; }
  .ellipsis { display: none; }
  .page { display: block; max-width: none; padding: 0; }
  .page > header { padding-top: 0; }
  .columns { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .cards { grid-template-columns: repeat(4, minmax(0, 1fr)); }
  .scroll { overflow: visible; }
  section { padding: 1.25rem 0; }
  h2, h3, .finding, summary { break-after: avoid; }
  figure, tr, .cards, .confusion, .tests, .force, .explained { break-inside: avoid; }
  details table { font-size: .6875rem; }
  details td, details th { padding-top: .1rem; padding-bottom: .1rem; }
  thead { display: table-header-group; }
  .files { font-size: .75rem; }
  .files td, .settings td { white-space: normal; overflow-wrap: anywhere; }
  .digest { overflow-wrap: anywhere; font-size: .625rem; }
  .runs { font-size: .6875rem; } .runs td, .runs th { padding: .25rem .2rem; white-space: normal; }
}
`;
