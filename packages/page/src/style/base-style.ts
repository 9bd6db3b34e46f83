/** Type, tables and keys to colours, as all pages have them. Needs the palette. */
export const BASE_STYLE = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 1rem/1.55 Inter, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
small { font-size: .8125rem; color: var(--muted); }
/* A name wraps between its words; only a word that is wider than its place is broken. */
bdi { overflow-wrap: break-word; white-space: normal; }
.long { overflow-wrap: anywhere; }
code { font: .875em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }
.unseen {
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap;
}
.notes, .hint { margin: .75rem 0 0; padding: 0; font-size: .875rem; color: var(--muted); list-style: none; }
.key { display: inline-block; white-space: nowrap; margin-right: 1rem; font-size: .875rem; font-weight: 400; color: var(--muted); }
.key::before {
  content: ""; display: inline-block; width: .8em; height: .8em; margin-right: .4em;
  border-radius: 3px; vertical-align: -.06em; background: var(--key);
}
.key.toward { --key: var(--toward); } .key.away { --key: var(--away); }

.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; font-variant-numeric: tabular-nums; }
th, td { padding: .5rem .5rem; text-align: right; vertical-align: baseline; border-bottom: 1px solid var(--rule); }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
th:last-child, td:last-child { padding-right: 2px; }
thead th { font-size: .8125rem; font-weight: 600; color: var(--muted); white-space: nowrap; }
tbody th { font-weight: 500; }
tbody tr:last-child > * { border-bottom: 0; }
caption { text-align: left; font-size: .875rem; color: var(--muted); padding-bottom: .75rem; }
details { margin-top: 1rem; }
details + details { margin-top: .4rem; }
summary { cursor: pointer; font-size: .875rem; color: var(--link); width: fit-content; }
details table { font-size: .875rem; }
details[open] > summary { margin-bottom: .5rem; }
details td, details th { padding-top: .3rem; padding-bottom: .3rem; white-space: nowrap; }
`;
