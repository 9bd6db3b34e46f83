/** The first screen: title, verdict, facts, cards. */
export const HEADER_STYLE = `
.page > header { padding: 2.5rem 0 1.75rem; }
.eyebrow { margin: 0; font-size: .8125rem; font-weight: 600; color: var(--tuned); letter-spacing: .02em; }
h1 { margin: .15rem 0 .75rem; font-size: clamp(1.75rem, 4vw, 2.375rem); line-height: 1.15; letter-spacing: -.02em; overflow-wrap: anywhere; }
.verdict { margin: 0 0 1.75rem; max-width: 46rem; font-size: clamp(1.0625rem, 2vw, 1.25rem); line-height: 1.5; color: var(--muted); }
.verdict strong { color: var(--ink); }
.facts { display: flex; flex-wrap: wrap; gap: .9rem 2.25rem; margin: 0; }
.facts dt { font-size: .8125rem; color: var(--muted); }
.facts dt::first-letter { text-transform: uppercase; }
.facts dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
.facts.upright { flex-direction: column; }

.cards { list-style: none; margin: 0 0 2.25rem; padding: 0; display: grid; gap: .875rem; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); }
.cards li { background: var(--panel); border: 1px solid var(--rule); border-radius: 10px; padding: 1rem 1.125rem .9rem; }
.cards p { margin: 0; }
.card-name { font-size: .875rem; color: var(--muted); }
.card-value { font-size: 2.125rem; font-weight: 650; line-height: 1.25; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.card-before { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 .5rem; font-size: .8125rem; color: var(--muted); font-variant-numeric: tabular-nums; }
@media (max-width: 40rem) { .cards { gap: .625rem; } .cards li { padding: .875rem .8rem .8rem; } }
.change { color: var(--ink); font-weight: 600; }
.cards .meter { position: relative; height: 6px; margin: .5rem 0 .625rem; border-radius: 3px; background: var(--sunken); }
.meter .fill { position: absolute; inset: 0 auto 0 0; border-radius: 3px; background: var(--tuned); }
.meter .mark { position: absolute; top: -3px; width: 3px; height: 12px; margin-left: -1.5px; border-radius: 1px; background: var(--untrained); box-shadow: 0 0 0 1.5px var(--panel); }
`;
