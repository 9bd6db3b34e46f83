import type {Explanation} from './explanation.js';
import {type Html, html} from './html.js';
import {wrappingName} from './wrapping-name.js';

/** What the classifier takes a text for, and its label where it has one. */
export function verdict({label, predicted}: Explanation, labels: readonly string[]): Html {
  const labelled = label !== null && html`, labelled ${wrappingName(labels[label])}`;
  return html`read as ${wrappingName(labels[predicted])}${labelled}`;
}
