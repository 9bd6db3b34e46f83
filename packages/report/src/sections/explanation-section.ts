import {type ExplanationsView, explanationsFragment, type Html} from '@retune/page';
import {pageSection} from '../page-section.js';

/** The SHAP text plots, and the words that push each label. */
export function explanationSection(view: Omit<ExplanationsView, 'headingLevel'>): Html {
  return pageSection({
    id: 'explanations',
    title: 'What the words did',
    finding: 'How much each word moved the probability of a class.',
    body: explanationsFragment({...view, headingLevel: 3}),
  });
}
