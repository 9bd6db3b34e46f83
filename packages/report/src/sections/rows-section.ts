import type {EvaluationDetails} from '@retune/artifacts';
import {count, counted, type Html, html, percent, wrappingName} from '@retune/page';
import type {ListedRow} from '../listed-rows.js';
import {pageSection} from '../page-section.js';
import type {ListedRows} from '../report-data.js';

/** Longer texts are folded after about so many characters. */
const SHOWN_CHARACTERS = 240;

/** Why a row is listed, as the choices of the filter. */
const KINDS = {
  wrong: 'Wrong',
  doubtful: 'Doubtful label',
  duplicate: 'In two splits',
  truncated: 'Cut',
  right: 'Least sure',
} as const;
type Kind = keyof typeof KINDS;

/** The rows that deserve a look, in one table that can be searched, filtered and sorted. */
export function rowsSection({split, labels, errors}: EvaluationDetails, {listed, total}: ListedRows): Html {
  const splits = [...new Set(listed.map(({split}) => split))];
  const left = total - listed.filter((row) => !kindsOf(row).includes('right')).length;
  const kinds = (Object.keys(KINDS) as Kind[]).filter((kind) =>
    listed.some((row) => kindsOf(row).includes(kind)),
  );
  return pageSection({
    id: 'rows',
    title: 'Rows worth a look',
    finding: html`In the ${split} split: ${counted(errors.wrong, 'row')} read wrong, ${count(errors.likelyWrongLabels)} with a label in doubt (by confident learning), ${count(errors.duplicatesAcrossSplits)} also in another split, ${count(errors.truncated)} cut at the longest length. The rows below are of all splits.`,
    body: html`${rowFilter(kinds, {splits, labels})}
<div class="rows-frame">
<table class="rows" role="table" data-sortable="rows">
<caption class="unseen">Rows worth a look</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Text</th><th role="columnheader" scope="col" data-sort="text">Label</th><th role="columnheader" scope="col" data-sort="text">Read as</th><th role="columnheader" scope="col" data-sort="number">Sure</th><th role="columnheader" scope="col">Why</th></tr></thead>
<tbody role="rowgroup">
${listed.map((row) => tableRow(row, labels))}</tbody>
</table>
</div>
<p class="more-rows"><button type="button" class="more" hidden>Show more</button></p>
${left > 0 && html`<p class="notes">${count(left)} more in errors.arrow of the evaluation.</p>`}`,
  });
}

function kindsOf({wrong, suggestedLabel, duplicate, truncated}: ListedRow): Kind[] {
  const kinds: [Kind, boolean][] = [
    ['wrong', wrong],
    ['doubtful', suggestedLabel !== null],
    ['duplicate', duplicate !== null],
    ['truncated', truncated],
  ];
  const found = kinds.filter(([, present]) => present).map(([kind]) => kind);
  return found.length > 0 ? found : ['right'];
}

/** Shown by the script: without it there is nothing to filter with, and the table is whole. */
function rowFilter(
  kinds: readonly Kind[],
  {splits, labels}: {splits: readonly string[]; labels: readonly string[]},
): Html {
  const choices = labels.map((label, id) => html`<option value="${id}">${label}</option>`);
  return html`<form class="row-filter" aria-label="Filter of the rows" hidden>
<label>Search<input type="search" name="text" autocomplete="off"></label>
<label>Why<select name="kind"><option value="">all</option>${kinds.map((kind) => html`<option value="${kind}">${KINDS[kind]}</option>`)}</select></label>
<label>Split<select name="split"><option value="">all</option>${splits.map((split) => html`<option>${split}</option>`)}</select></label>
<label>Label<select name="label"><option value="">all</option>${choices}</select></label>
<label>Read as<select name="predicted"><option value="">all</option>${choices}</select></label>
<button type="reset">Clear</button>
<output></output>
</form>`;
}

function tableRow(listed: ListedRow, labels: readonly string[]): Html {
  const {row, split, text, file, line, label, predicted, confidence} = listed;
  return html`<tr role="row" id="row-${row}" data-split="${split}" data-kind="${kindsOf(listed).join(' ')}" data-label="${label}" data-predicted="${predicted ?? ''}"><th role="rowheader" scope="row">${foldedText(text)}<small>${split} row ${row} \u00b7 ${file}:${line}</small></th><td role="cell">${wrappingName(labels[label])}</td><td role="cell">${predicted === null ? '\u2013' : wrappingName(labels[predicted])}</td><td role="cell">${confidence === null ? '\u2013' : percent(confidence)}</td><td role="cell">${kindsOf(listed).map((kind) => chip(kind, listed, labels))}</td></tr>
`;
}

function chip(
  kind: Kind,
  {suggestedLabel, predicted, duplicate, label}: ListedRow,
  labels: readonly string[],
): Html {
  if (kind === 'doubtful')
    return html`<span class="chip">label in doubt${suggestedLabel !== predicted && html`, maybe ${wrappingName(labels[suggestedLabel ?? 0])}`}</span>`;
  if (kind === 'duplicate' && duplicate)
    return html`<span class="chip">also ${duplicate.split} row ${duplicate.row}${duplicate.label !== label && html`, as ${wrappingName(labels[duplicate.label])}`}</span>`;
  return html`<span class="chip">${KINDS[kind].toLowerCase()}</span>`;
}

function foldedText(text: string): Html {
  const characters = [...text];
  if (characters.length <= SHOWN_CHARACTERS * 1.2)
    return html`<span class="row-text" dir="auto">${text}</span>`;
  const start = characters.slice(0, SHOWN_CHARACTERS).join('');
  const rest = characters.slice(SHOWN_CHARACTERS).join('');
  return html`<details class="row-text" dir="auto"><summary>${start}<span class="ellipsis">\u2026</span></summary>${rest}</details>`;
}
