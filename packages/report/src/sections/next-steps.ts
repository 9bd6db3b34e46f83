import {count, counted, decimal, type Html, html, wrappingName} from '@retune/page';
import {judgedOf} from '../judged.js';
import type {ReportData} from '../report-data.js';
import {weakestFirst} from '../weakest-first.js';

type Shown = Pick<ReportData, 'labels' | 'dataset' | 'evaluation' | 'rows'>;

const MOST_STEPS = 4;
/** A label with fewer texts to learn from is called rare. */
const FEW_TEXTS = 10;
/** Temperatures that gain less than this of the calibration error are not worth a reader's time. */
const CALIBRATION_GAIN = 0.02;

/** What the evaluation suggests to do next, each step with a link to what it is about. */
export function nextSteps(data: Shown): Html | undefined {
  const steps = [
    doubtfulLabels(data),
    sharedTexts(data),
    rareLabels(data),
    confusedPair(data),
    weakLabels(data),
    calibrated(data),
  ]
    .filter((step) => step !== undefined)
    .slice(0, MOST_STEPS);
  if (steps.length === 0) return undefined;
  return html`<div class="next">
<h2>What to do next</h2>
<ul>${steps.map((step) => html`<li>${step}</li>\n`)}</ul>
</div>
`;
}

function doubtfulLabels({evaluation: {errors}, rows}: Shown): Html | undefined {
  if (errors.likelyWrongLabels === 0 || rows.listed.length === 0) return undefined;
  return html`<a href="#rows">Check the labels in doubt</a>: ${counted(errors.likelyWrongLabels, 'text')} may be labelled wrongly.`;
}

function sharedTexts({evaluation: {errors}, rows}: Shown): Html | undefined {
  if (errors.duplicatesAcrossSplits === 0 || rows.listed.length === 0) return undefined;
  return html`<a href="#rows">Remove texts that are in two splits</a>: ${count(errors.duplicatesAcrossSplits)} of them make the scores look better than they are.`;
}

function rareLabels({dataset: {splits}, labels}: Shown): Html | undefined {
  const train = splits.find(({split}) => split === 'train');
  if (train === undefined) return undefined;
  const rare = [...labels.keys()].filter((id) => (train.rowsByLabel[id] ?? 0) < FEW_TEXTS);
  if (rare.length === 0) return undefined;
  const name = rare.length === 1 && html` (${wrappingName(labels[rare[0] as number])})`;
  return html`<a href="#data">Add texts of rare labels</a>: ${counted(rare.length, 'label')}${name} had fewer than ${FEW_TEXTS} texts to learn from.`;
}

function confusedPair({evaluation: {confusedPairs}, labels}: Shown): Html | undefined {
  const [first] = confusedPairs;
  if (first === undefined || first.rows < 2) return undefined;
  return html`<a href="#confusion">Tell ${wrappingName(labels[first.label])} from ${wrappingName(labels[first.predicted])}</a>: ${counted(first.rows, 'text')} of the one were taken for the other. More texts of both help, or one label for both.`;
}

function weakLabels({evaluation}: Shown): Html | undefined {
  const {perClass} = judgedOf(evaluation);
  const weakest = weakestFirst(perClass).slice(0, 3);
  if (weakest.length < 3) return undefined;
  return html`<a href="#labels">Look at the weakest labels</a>: ${weakest.map((id, place) => html`${place > 0 && ', '}${wrappingName(perClass[id]?.label)} (F1 ${decimal(perClass[id]?.f1 ?? 0)})`)}.`;
}

function calibrated({evaluation: {calibration}}: Shown): Html | undefined {
  const {asPredicted, withTemperature, temperature} = calibration;
  if (withTemperature === null || temperature === null) return undefined;
  const gain = asPredicted.expectedCalibrationError - withTemperature.expectedCalibrationError;
  if (gain < CALIBRATION_GAIN) return undefined;
  return html`<a href="#calibration">Before trusting its probabilities</a>, divide the logits by ${decimal(temperature)}.`;
}
