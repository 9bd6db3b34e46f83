import type {Calibration, EvaluationDetails, Reliability} from '@retune/artifacts';
import {count, counted, decimal, type Html, html, percent, tableBehind} from '@retune/page';
import {reliabilityChart} from '../charts/reliability-chart.js';
import {pageSection} from '../page-section.js';

/** Whether its probabilities can be believed. */
export function calibrationSection({calibration, rows, split}: EvaluationDetails): Html {
  const {asPredicted, withTemperature} = calibration;
  return pageSection({
    id: 'calibration',
    title: 'Calibration',
    finding: finding(calibration),
    body: html`<div class="columns">
<figure>${reliabilityChart({asPredicted, withTemperature, rows})}<figcaption><span class="key tuned">As predicted</span>${withTemperature && html`<span class="key bag-of-words">With temperature</span>`}<span class="key dotted">Perfect</span><span class="key bars">Rows</span></figcaption></figure>
<div>
<dl class="facts upright">
<div><dt>expected calibration error</dt><dd>${percent(asPredicted.expectedCalibrationError)}${withTemperature && html` <small>with temperature ${percent(withTemperature.expectedCalibrationError)}</small>`}</dd></div>
<div><dt>largest error of a bin</dt><dd>${percent(asPredicted.maximumCalibrationError)}${withTemperature && html` <small>with temperature ${percent(withTemperature.maximumCalibrationError)}</small>`}</dd></div>
<div><dt>log loss</dt><dd>${decimal(asPredicted.logLoss)}${withTemperature && html` <small>with temperature ${decimal(withTemperature.logLoss)}</small>`}</dd></div>
<div><dt>temperature</dt><dd>${temperature(calibration)}</dd></div>
</dl>
${
  withTemperature &&
  html`<p class="notes">Divide the logits by the temperature before the softmax to get calibrated probabilities; the predicted labels stay the same.${split === 'validation' && ' The errors with temperature are of the rows that it was fitted on: on others they tend to be larger.'}</p>
`
}</div>
</div>
${tableBehind({
  caption: `Reliability by bin on the ${split} split`,
  columns: ['Confidence', 'Rows', 'Mean confidence', 'Accuracy'],
  rows: asPredicted.bins.map(({from, to, rows: of, meanConfidence, accuracy}) => [
    `${decimal(from)}\u2013${decimal(to)}`,
    count(of),
    meanConfidence === null ? '\u2013' : decimal(meanConfidence),
    accuracy === null ? '\u2013' : decimal(accuracy),
  ]),
})}`,
  });
}

function finding({asPredicted}: Calibration): Html {
  const gap = meanGap(asPredicted);
  const size = percent(asPredicted.expectedCalibrationError);
  if (Math.abs(gap) < 0.01)
    return html`On the whole it is as sure as it should be; bin by bin its confidence is off by <strong>${size}</strong> on average.`;
  return html`It is <strong>${gap > 0 ? 'too sure' : 'not sure enough'}</strong>: its confidence is ${percent(Math.abs(gap))} ${gap > 0 ? 'above' : 'below'} its accuracy, and bin by bin off by ${size} on average.`;
}

/** Mean confidence less accuracy, over all rows. */
function meanGap({bins}: Reliability): number {
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  const gaps = bins.reduce(
    (sum, bin) => sum + bin.rows * ((bin.meanConfidence ?? 0) - (bin.accuracy ?? 0)),
    0,
  );
  return rows === 0 ? 0 : gaps / rows;
}

function temperature({temperature: fitted, reason, fittedOnRows}: Calibration): Html {
  if (fitted === null) return html`\u2013 <small>${reason ?? ''}</small>`;
  return html`${decimal(fitted)} <small>fitted on ${counted(fittedOnRows, 'validation text')}</small>`;
}
