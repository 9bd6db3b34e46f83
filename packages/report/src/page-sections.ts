import {type Html, html} from '@retune/page';
import type {ReportData} from './report-data.js';
import {calibrationSection} from './sections/calibration-section.js';
import {classSection} from './sections/class-section.js';
import {comparisonSection} from './sections/comparison-section.js';
import {confusionSection} from './sections/confusion-section.js';
import {datasetSection} from './sections/dataset-section.js';
import {explanationSection} from './sections/explanation-section.js';
import {lengthSection} from './sections/length-section.js';
import {provenanceSection} from './sections/provenance-section.js';
import {rowsSection} from './sections/rows-section.js';
import {sliceSection} from './sections/slice-section.js';
import {trainingSection} from './sections/training-section.js';

/** A section as the navigation names it. */
export interface NamedSection {
  id: string;
  name: string;
  section: Html;
}

/** The sections for which there is something to show, in the page's order. */
export function pageSections(data: ReportData): NamedSection[] {
  const {labels, evaluation, rows, explanations, words, training, lengths} = data;
  const sections: [id: string, name: string, section: Html | false | undefined][] = [
    ['comparison', 'Against the baselines', comparisonSection(evaluation)],
    ['labels', 'Label by label', classSection(evaluation)],
    ['confusion', 'Confusion matrix', confusionSection(evaluation, rows.listed)],
    ['calibration', 'Calibration', calibrationSection(evaluation)],
    ['slices', 'Weak slices', evaluation.slices.length > 0 && sliceSection(evaluation)],
    ['rows', 'Rows worth a look', rows.listed.length > 0 && rowsSection(evaluation, rows)],
    [
      'explanations',
      'What the words did',
      explanations.length > 0 && explanationSection({explanations, labels, words}),
    ],
    ['training', 'Training', training && trainingSection(training)],
    ['data', 'Labels in the data', datasetSection(data.dataset, labels)],
    ['lengths', 'Length of the texts', lengths && lengthSection(lengths)],
    ['provenance', 'The pipeline', provenanceSection(data.origins)],
  ];
  return sections.flatMap(([id, name, section]) => (section ? [{id, name, section}] : []));
}

/** Links to the sections. */
export function navigation(sections: readonly NamedSection[]): Html {
  return html`<nav aria-label="Sections"><ul>
${sections.map(({id, name}) => html`<li><a href="#${id}">${name}</a></li>\n`)}</ul></nav>
`;
}
