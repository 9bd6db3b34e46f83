/** On paper: no navigation, colours kept, nothing cut in two that is one picture. */
export const PRINT_STYLE = `
@page { margin: 14mm; }
@media print {
  :root { --page: #fff; font-size: 12px; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  nav, .skip, .hint, details:not([open]) { display: none; }
  .page { display: block; max-width: none; padding: 0; }
  .page > header { padding-top: 0; }
  .columns { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .scroll { overflow: visible; }
  section { padding: 1.25rem 0; }
  h2, .finding { break-after: avoid; }
  figure, tr, .mistakes li, .cards, .explanation, .confusion, .classes, .distribution { break-inside: avoid; }
  .files { font-size: .75rem; }
  .digest { overflow-wrap: anywhere; font-size: .625rem; }
}
`;
