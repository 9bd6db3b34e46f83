import {explanations, explanationsPage, wordsByLabel} from '@retune/page';
import type {Table} from 'apache-arrow';

/** The page of an attributions artifact. */
export function renderPage(
  {attributions, words}: {attributions: Table; words: Table},
  labels: readonly string[],
  label: string | undefined,
): string {
  return explanationsPage({
    labels,
    explanations: explanations(attributions),
    words: wordsByLabel(words, labels.length),
    firstLabel: label === undefined ? undefined : labels.indexOf(label),
  });
}
