import {signed} from '@retune/stage/number-format';
import {type Html, html} from './html.js';
import type {LabelWord} from './words-by-label.js';

/** Words shown for each label. */
const MOST = 8;

/** For each label the words that push it most over a sample, each with a bar on one scale. */
export function wordRankings(words: readonly (readonly LabelWord[])[], labels: readonly string[]): Html {
  const shown = words.map((ofLabel) => ofLabel.slice(0, MOST).filter(({totalValue}) => totalValue > 0));
  const strongest = Math.max(...shown.flat().map(({totalValue}) => totalValue));
  return html`<div class="rankings">
${labels.map(
  (label, id) => html`<table class="ranking"><caption><bdi>${label}</bdi></caption>
<thead class="unseen"><tr><th scope="col">Word</th><th scope="col">Total value</th><th scope="col">Texts</th></tr></thead>
<tbody>
${(shown[id] ?? []).map(
  ({
    word,
    texts,
    totalValue,
  }) => html`<tr><th scope="row"><bdi>${word}</bdi></th><td><span class="push" style="--share:${(totalValue / strongest).toFixed(3)}"></span>${signed(totalValue)}</td><td>${texts}×</td></tr>
`,
)}</tbody></table>
`,
)}</div>
`;
}
