/** How many classes of an explained text can be chosen; the table behind it holds all. */
export const CLASS_CHOICES = 32;

const shownPanels = Array.from(
  {length: CLASS_CHOICES},
  (_, rank) => `.explanation:has([value="${rank}"]:checked) .panel[data-rank="${rank}"]`,
).join(',\n');

/** The SHAP text plots. */
export const EXPLANATION_STYLE = `
.explanation { background: var(--panel); border: 1px solid var(--rule); border-radius: 10px; padding: 1.125rem 1.25rem 1.25rem; margin-top: 1rem; }
.explanation-title { margin: 0 0 .75rem; font-size: 1rem; }
.explanation-title small { margin-left: .35em; font-size: .875rem; font-weight: 400; }
.choices { display: flex; flex-wrap: wrap; gap: .4rem; margin: 0; padding: 0; border: 0; min-width: 0; }
.more-choices { flex: 1 0 100%; margin: .25rem 0 0; }
.choices + .notes { font-size: .8125rem; }
.choices label { position: relative; cursor: pointer; max-width: 100%; }
.choices input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
.choices label > span {
  display: block; padding: .2rem .7rem; border: 1px solid var(--axis); border-radius: 99px; font-size: .875rem;
  overflow-wrap: anywhere; font-variant-numeric: tabular-nums;
}
.choices input:checked + span { background: var(--ink); border-color: var(--ink); color: var(--page); }
.choices input:checked + span small { color: inherit; }
.choices input:focus-visible + span { outline: 2px solid var(--link); outline-offset: 2px; }
.choices label:hover > span { border-color: var(--ink); }
.panel { display: none; }
${shownPanels} { display: block; }

.force { margin: 1.25rem 0 1.1rem; }
.force-end { display: block; position: relative; left: calc(var(--at) * 1%); width: max-content; transform: translateX(calc(var(--at) * -1%)); font-size: .8125rem; color: var(--muted); font-variant-numeric: tabular-nums; line-height: 1.5; }
.force-end.strong { color: var(--ink); font-weight: 600; }
.force-line { display: block; position: relative; height: 26px; margin: 5px 0; background: var(--sunken); border-radius: 4px; }
.segment { position: absolute; top: 0; bottom: 0; overflow: hidden; color: #fff; font-size: .75rem; line-height: 26px; white-space: nowrap; box-shadow: inset -1px 0 var(--panel); display: flex; flex-wrap: wrap; justify-content: center; }
/* A word that does not fit beside this strut wraps into the second line, out of sight. */
.segment::before { content: ""; width: 0; height: 26px; }
.segment > span { padding: 0 .3rem; }
.segment.toward { background: var(--segment-toward); }
.segment.away { background: var(--segment-away); }
.force-mark { position: absolute; top: -5px; height: 10px; width: 2px; margin-left: -1px; background: var(--ink); }
.force-mark.strong { height: 36px; width: 3px; margin-left: -1.5px; }

.explained { margin: 0; font-size: 1.125rem; line-height: 2; white-space: pre-wrap; overflow-wrap: anywhere; }
.word {
  padding: .12em .1em; margin: 0 -.06em; border-radius: 4px; border-bottom: 2px solid transparent; cursor: default;
  background: color-mix(in srgb, var(--tone) calc(var(--weight) * 62%), transparent);
  -webkit-box-decoration-break: clone; box-decoration-break: clone;
}
.word.toward { --tone: var(--toward); }
.word.away { --tone: var(--away); border-bottom-style: dashed; }
.word:hover, .word:focus-visible, .word.marked { border-bottom-color: var(--ink); }
.segment.marked { outline: 2px solid var(--ink); outline-offset: -2px; z-index: 1; }
.by { margin: 1.25rem 0 -.75rem; font-size: .875rem; font-weight: 600; }
.unread { color: var(--muted); background: repeating-linear-gradient(135deg, transparent 0 5px, var(--sunken) 5px 10px); text-decoration: line-through; text-decoration-color: var(--axis); }
.sampled { margin-top: .4rem; }
.sampled > summary { width: auto; color: var(--ink); overflow-wrap: anywhere; }
.sampled[open] { background: var(--panel); border: 1px solid var(--rule); border-radius: 10px; padding: .75rem 1.25rem 1.25rem; margin: .75rem 0; }
@media print {
  .more-choices::details-content { content-visibility: visible; display: block; }
  .more-choices > summary { display: none; }
  .sampled:not([open]), .sampled-texts:not(:has([open])) { display: none; }
}
.rankings { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: 1rem 2.5rem; margin-top: 1rem; }
.ranking { font-size: .875rem; align-self: start; }
.ranking caption { color: var(--ink); font-weight: 600; padding-bottom: .25rem; }
.ranking th, .ranking td { padding: .2rem .3rem; }
.ranking td { white-space: nowrap; }
/* The word takes what the numbers leave. */
.ranking tbody th { width: 100%; overflow-wrap: anywhere; white-space: normal; }
.ranking td:last-child { color: var(--muted); }
.push { display: inline-block; height: .7em; margin-right: .4em; width: calc(var(--share) * 3.5rem); background: var(--toward); border-radius: 2px; }
.tip {
  position: fixed; z-index: 2; max-width: min(20rem, 90vw); padding: .3rem .6rem; border-radius: 6px; pointer-events: none;
  background: var(--ink); color: var(--page); font-size: .875rem; line-height: 1.4; font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
`;
