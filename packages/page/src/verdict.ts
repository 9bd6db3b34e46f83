import type {Explanation} from './explanation.js';
import {type Html, html} from './html.js';

/** What the classifier takes a text for, and its label where it has one. */
export function verdict({label, predicted}: Explanation, labels: readonly string[]): Html {
  const labelled = label !== null && html`, labelled <bdi>${labels[label]}</bdi>`;
  return html`read as <bdi>${labels[predicted]}</bdi>${labelled}`;
}
