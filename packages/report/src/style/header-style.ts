/** The first screen: title, verdict, facts, cards. */
export const HEADER_STYLE = `
.page > header { padding: 1.5rem 0 1.25rem; }
.eyebrow { margin: 0; font-size: .8125rem; font-weight: 600; color: var(--tuned); letter-spacing: .02em; }
h1 { margin: .15rem 0 .75rem; font-size: clamp(1.75rem, 4vw, 2.375rem); line-height: 1.15; letter-spacing: -.02em; }
.verdict { margin: 0 0 .5rem; max-width: 70rem; font-size: clamp(1.0625rem, 2vw, 1.25rem); line-height: 1.5; color: var(--muted); }
.verdict strong { color: var(--ink); }
.trained { margin: 0; max-width: 70rem; color: var(--muted); }
.facts { display: flex; flex-wrap: wrap; gap: .9rem 2.25rem; margin: 0; }
.facts dt { font-size: .8125rem; color: var(--muted); }
.facts dt::first-letter { text-transform: uppercase; }
.facts dd small { font-weight: 400; margin-left: .35em; }
.facts dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
h3 { margin: 1.75rem 0 .5rem; font-size: 1rem; }
.facts.upright { flex-direction: column; }

.cards { list-style: none; margin: 0 0 1.75rem; padding: 0; display: grid; gap: .875rem; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); }
.cards > li { background: var(--panel); border: 1px solid var(--rule); border-radius: 10px; padding: 1rem 1.125rem .9rem; }
.cards p { margin: 0; }
.cards + .notes { margin: -1rem 0 1.75rem; }
.next { margin: 0 0 2.25rem; }
.next ul { margin: .5rem 0 0; padding-left: 1.25rem; max-width: 60rem; }
.next li { margin: .25rem 0; }
.card-name { font-size: .875rem; color: var(--muted); }
.card-value { font-size: 2.125rem; font-weight: 650; line-height: 1.25; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.card-value small { font-size: .8125rem; font-weight: 400; letter-spacing: 0; white-space: nowrap; }
.card-baselines { list-style: none; margin: 0; padding: 0; font-size: .8125rem; color: var(--muted); }
.card-baselines li { display: flex; justify-content: space-between; gap: .5rem; padding: 0; border: 0; background: none; font-variant-numeric: tabular-nums; }
.card-baselines .key { margin: 0; font-size: inherit; }
@media (max-width: 40rem) { .cards { gap: .625rem; } .cards > li { padding: .875rem .8rem .8rem; } .card-value small { display: block; } }
.cards .meter { position: relative; height: 6px; margin: .5rem 0 .625rem; border-radius: 3px; background: var(--sunken); }
.meter .fill { position: absolute; inset: 0 auto 0 0; border-radius: 3px; background: var(--tuned); }
.meter .mark { position: absolute; top: -3px; width: 3px; height: 12px; margin-left: -1.5px; border-radius: 1px; background: var(--mark); box-shadow: 0 0 0 1.5px var(--panel); }
.mark.untrained { --mark: var(--untrained); } .mark.bag-of-words { --mark: var(--bag-of-words); } .mark.majority { --mark: var(--majority); }
`;
