import {counted, signed} from '@retune/stage/number-format';
import {type Html, html} from './html.js';
import type {LabelWord} from './words-by-label.js';
import {wrappingName} from './wrapping-name.js';

/** Words shown for each label. */
const MOST = 8;
/** Of more labels the others are folded away. */
const LABELS_IN_SIGHT = 12;

interface Ranking {
  label: string | undefined;
  /** The strongest first; at least one. */
  words: readonly LabelWord[];
}

/** For each label the words that push it most over a sample, each with a bar on one scale; strong labels first. */
export function wordRankings(words: readonly (readonly LabelWord[])[], labels: readonly string[]): Html {
  const rankings = words
    .map((ofLabel, id) => ({
      label: labels[id],
      words: ofLabel.slice(0, MOST).filter(({totalValue}) => totalValue > 0),
    }))
    .filter((ranking) => ranking.words.length > 0)
    .sort((a, b) => strengthOf(b) - strengthOf(a));
  const strongest = rankings[0] === undefined ? 1 : strengthOf(rankings[0]);
  const tables = rankings.map((ranking) => rankingTable(ranking, strongest));
  const folded = tables.slice(LABELS_IN_SIGHT);
  return html`<div class="rankings">
${tables.slice(0, LABELS_IN_SIGHT)}</div>
${
  folded.length > 0 &&
  html`<details><summary>${counted(folded.length, 'more label')}</summary>
<div class="rankings">
${folded}</div></details>
`
}`;
}

function strengthOf({words}: Ranking): number {
  return words[0]?.totalValue ?? 0;
}

function rankingTable({label, words}: Ranking, strongest: number): Html {
  return html`<table class="ranking"><caption>${wrappingName(label)}</caption>
<thead class="unseen"><tr><th scope="col">Word</th><th scope="col">Total value</th><th scope="col">Texts</th></tr></thead>
<tbody>
${words.map(
  ({
    word,
    texts,
    totalValue,
  }) => html`<tr><th scope="row"><bdi>${word}</bdi></th><td><span class="push" style="--share:${(totalValue / strongest).toFixed(3)}"></span>${signed(totalValue)}</td><td>${texts}×</td></tr>
`,
)}</tbody></table>
`;
}
