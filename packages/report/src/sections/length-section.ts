import {count, counted, type Html, html, percent, tableBehind} from '@retune/page';
import {binName, lengthChart} from '../charts/length-chart.js';
import {pageSection} from '../page-section.js';
import type {LengthSummary} from '../report-data.js';

/** How long the texts are, and how many were cut. */
export function lengthSection(lengths: LengthSummary): Html {
  const {rows, median, percentile95, longest} = lengths;
  return pageSection({
    id: 'lengths',
    title: 'Length of the texts',
    finding: cutFinding(lengths),
    body: html`<div class="columns">
<figure>${lengthChart(lengths)}</figure>
<dl class="facts upright">
<div><dt>half are no longer than</dt><dd>${counted(median, 'token')}</dd></div>
<div><dt>95% are no longer than</dt><dd>${counted(percentile95, 'token')}</dd></div>
<div><dt>longest</dt><dd>${counted(longest, 'token')}</dd></div>
</dl>
</div>
${tableBehind({
  caption: 'Texts by length',
  columns: ['Tokens', 'Texts', 'Share'],
  rows: lengths.bins.map((bin) => [binName(bin), count(bin.rows), percent(bin.rows / rows)]),
})}`,
  });
}

function cutFinding({rows, truncated, maxLength}: LengthSummary): Html {
  const limit = maxLength === undefined ? 'the longest length' : counted(maxLength, 'token');
  if (truncated === 0) return html`No text is longer than ${limit}; none was cut. Special tokens count.`;
  return html`<strong>${percent(truncated / rows)}</strong> (${counted(truncated, 'text')}) were cut at ${limit}; special tokens count.`;
}
