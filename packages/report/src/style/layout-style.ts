/** The frame: type, columns, navigation, sections. */
export const LAYOUT_STYLE = `
.page { max-width: 74rem; margin: 0 auto; padding: 0 1.25rem 3rem; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--panel); padding: .5rem 1rem; z-index: 3; }

section { padding: 2.25rem 0 2.5rem; border-top: 1px solid var(--rule); }
h2 { margin: 0; font-size: 1.3125rem; line-height: 1.3; letter-spacing: -.01em; }
.finding { margin: .25rem 0 1.25rem; color: var(--muted); max-width: 44rem; }
.finding strong { color: var(--ink); }
.hint { margin: -.75rem 0 1.25rem; }
#comparison, #runs { padding-top: 0; border: 0; }
#comparison .columns { align-items: start; }
.columns { display: grid; gap: 1.5rem 2.5rem; align-items: center; }
.columns > * { min-width: 0; }

nav ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; }
nav a { font-size: .875rem; color: var(--muted); text-decoration: none; }
nav a:hover { color: var(--ink); text-decoration: underline; }

@media (min-width: 48rem) {
  .columns { grid-template-columns: repeat(2, minmax(0, 1fr)); }
}
@media (min-width: 68rem) {
  .page { display: grid; grid-template-columns: 11rem minmax(0, 1fr); column-gap: 2.5rem; }
  .page > header { grid-column: 1 / -1; }
  main, footer { grid-column: 2; }
  nav { grid-row: 2 / span 2; }
  nav ul { position: sticky; top: 1.5rem; flex-direction: column; gap: .3rem; }
}
@media (max-width: 67.99rem) { nav { padding: 0 0 1.25rem; } }
`;
