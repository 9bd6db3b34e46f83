import {bagOfWordsLogits} from './bag-of-words/bag-of-words.js';
import type {JudgedClassifier} from './classifier-details.js';
import {majorityLogits} from './majority-logits.js';
import {rowsOf, type TokenRows} from './token-rows.js';

/** Classifiers without an encoder, learned from the train split in seconds; none where it has no rows. */
export function baselines(tokens: TokenRows, rows: Int32Array): JudgedClassifier[] {
  const train = rowsOf(tokens, 'train');
  if (train.length === 0) return [];
  const classes = tokens.labelNames.length;
  const inputIdsOf = (places: Int32Array) => Array.from(places, (row) => tokens.inputIds[row] as Int32Array);
  const labels = train.map((row) => tokens.labels[row] as number);
  return [
    {name: 'majority', logits: majorityLogits(labels, rows.length, classes)},
    {
      name: 'bagOfWords',
      logits: bagOfWordsLogits({inputIds: inputIdsOf(train), labels}, inputIdsOf(rows), classes),
    },
  ];
}
