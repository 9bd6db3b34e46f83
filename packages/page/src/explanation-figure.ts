import {tableBehind} from './data-table.js';
import {type ExplainedWord, explainedWords} from './explained-words.js';
import type {Explanation} from './explanation.js';
import {forceBar, forceScale, forcesOf} from './force-bar.js';
import {type Html, html} from './html.js';
import {count, decimal, signed} from './number-format.js';
import {CLASS_CHOICES} from './style/explanation-style.js';

/**
 * One explained text: a choice of classes, most probable first, and for each the forces and the coloured
 * words. All are in the page; the style shows the chosen one, so it works without a script.
 */
export function explanationFigure(explanation: Explanation, labels: readonly string[], place: number): Html {
  const ranked = [...labels.keys()].sort(
    (a, b) => (explanation.outputs[b] ?? 0) - (explanation.outputs[a] ?? 0) || a - b,
  );
  const chosen = ranked.slice(0, CLASS_CHOICES);
  const {words, after} = explainedWords(explanation);
  const forces = chosen.map((id) =>
    forcesOf(words, id, {
      label: labels[id] ?? '',
      baseValue: explanation.baseValues[id] ?? 0,
      output: explanation.outputs[id] ?? 0,
    }),
  );
  const scale = forceScale(forces);
  const strongest = Math.max(...words.flatMap(({values}) => chosen.map((id) => Math.abs(values[id] ?? 0))));
  const title = `explanation-${place}`;
  return html`<article class="explanation" aria-labelledby="${title}">
<h3 id="${title}">Text ${place + 1} <small>read as <bdi>${labels[ranked[0] ?? 0]}</bdi></small></h3>
<fieldset class="choices"><legend class="unseen">Class to explain in text ${place + 1}</legend>
${forces.map(({label, output}, rank) => html`<label><input type="radio" name="${title}" value="${rank}"${rank === 0 && html` checked`}><span><bdi>${label}</bdi> <small>${decimal(output)}</small></span></label>\n`)}</fieldset>
${chosen.map(
  (id, rank) => html`<div class="panel" data-rank="${rank}">
${forceBar(forces[rank] as (typeof forces)[number], scale)}<p class="explained" dir="auto">${words.map((word) => wordSpan(word, id, labels[id] ?? '', strongest))}${after}</p>
</div>
`,
)}${valuesTable(explanation, labels, ranked)}
</article>
`;
}

/** The colour's strength is the value's share of the strongest in this text, over all its classes. */
function wordSpan(
  {before, text, tokens, values}: ExplainedWord,
  id: number,
  label: string,
  strongest: number,
) {
  if (text === '') return html``;
  const value = values[id] ?? 0;
  const weight = strongest === 0 ? 0 : Math.abs(value) / strongest;
  const direction = value > 0 ? 'toward' : 'away';
  const words = value > 0 ? 'towards' : 'away from';
  const pieces = tokens.length > 1 ? ` (${tokens.join(' ')})` : '';
  return html`${before}<span class="word ${direction}" style="--weight:${weight.toFixed(2)}" title="${signed(value)} ${words} ${label}${pieces}">${text}</span>`;
}

function valuesTable(explanation: Explanation, labels: readonly string[], ranked: readonly number[]): Html {
  const {baseValues, outputs} = explanation;
  // Special tokens that did nothing would only be empty lines.
  const pieces = explanation.pieces.filter(({token, values}) => token !== '' || values.some(Boolean));
  return tableBehind({
    caption: `Values of all ${count(pieces.length)} pieces`,
    columns: ['Piece', ...ranked.map((id) => html`<bdi>${labels[id]}</bdi>`)],
    rows: [
      [html`<em>base value</em>`, ...ranked.map((id) => decimal(baseValues[id] ?? 0))],
      ...pieces.map(({token, values}) => [
        token === '' ? html`<em>special token</em>` : html`<bdi>${token}</bdi>`,
        ...ranked.map((id) => signed(values[id] ?? 0)),
      ]),
      [html`<em>output</em>`, ...ranked.map((id) => decimal(outputs[id] ?? 0))],
    ],
  });
}
