import {count, counted, type Html, html, wrappingName} from '@retune/page';
import {architectureName} from '../architecture-name.js';
import type {ReportData, TrainingSummary} from '../report-data.js';
import {verdict} from './verdict.js';

type Shown = Pick<ReportData, 'title' | 'labels' | 'dataset' | 'training' | 'evaluation'>;

/** What was trained on what, and the verdict. */
export function pageHeader(data: Shown): Html {
  return html`<header>
<p class="eyebrow">Retune report</p>
<h1>${wrappingName(data.title)}</h1>
<p class="verdict">${verdict(data.evaluation)}</p>
<p class="trained">${trained(data)}</p>
</header>
`;
}

function trained({dataset, labels, training}: Shown): Html {
  const rowsOf = new Map(dataset.splits.map(({split, rows}) => [split, rows]));
  const told = counted(labels.length, 'label');
  if (training === undefined) return html`A ready classifier of ${told}, judged as it came.`;
  const validated =
    rowsOf.has('validation') &&
    `, as the best on ${counted(rowsOf.get('validation') ?? 0, 'validation text')}`;
  return html`${architectureName(training.architecture)}, ${frozen(training)}, trained on ${counted(rowsOf.get('train') ?? 0, 'text')} with ${told}. Step ${chosenStep(training)} was kept${validated}.`;
}

function frozen({frozenLayers}: TrainingSummary): string {
  if (frozenLayers === 'none') return 'nothing frozen';
  if (frozenLayers === 0) return 'embeddings frozen';
  return `embeddings and the first ${counted(frozenLayers, 'layer')} frozen`;
}

function chosenStep({bestStep, history}: TrainingSummary): string {
  const last = history.at(-1)?.step;
  return last === undefined ? count(bestStep) : `${count(bestStep)} of ${count(last)}`;
}
