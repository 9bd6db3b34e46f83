/** Charts with their keys, and the colours of classifiers. */
export const FIGURE_STYLE = `
:root { --bag-of-words: #00805d; --majority: #6e7681; }
@media (prefers-color-scheme: dark) { :root { --bag-of-words: #2fc79b; --majority: #98a1ad; } }
figure { margin: 0; min-width: 0; }
figcaption { font-size: .875rem; color: var(--muted); }
figcaption strong { color: var(--ink); }
figure.wide { margin-top: 1.75rem; }
figure.wide .chart { min-width: 34rem; max-width: 46rem; margin: 0; }
.chart { display: block; width: 100%; height: auto; margin: 0 auto; }
.chart text { font-family: inherit !important; }
.key.hit { --key: var(--hit); } .key.miss { --key: var(--miss); }
.key.tuned { --key: var(--tuned); } .key.tuned::before { border-radius: 50%; }
.key.untrained { --key: var(--untrained); } .key.untrained::before { border-radius: 0; }
.key.bag-of-words { --key: var(--bag-of-words); } .key.bag-of-words::before { border-radius: 0; transform: rotate(45deg) scale(.8); }
.key.majority { --key: var(--majority); } .key.majority::before { border-radius: 0; clip-path: polygon(50% 0, 100% 100%, 0 100%); }
.key.dotted { --key: none; } .key.dotted::before { width: 1.4em; height: 0; border-radius: 0; border-top: 2px dotted var(--majority); vertical-align: .25em; }
.key.bars { --key: var(--bar); }
.key.whisker { --key: var(--ink); } .key.whisker::before { height: 2px; width: 1.1em; border-radius: 0; vertical-align: .25em; }
`;
