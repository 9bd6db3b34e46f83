import type {ClassifierName} from '@retune/artifacts';

/** How a classifier is called: as the heading of a column, in a sentence, and by its CSS class. */
export interface ClassifierWords {
  title: string;
  phrase: string;
  /** What it is, where its name does not tell. */
  doc?: string;
  key: string;
}

export const CLASSIFIER_WORDS: Record<ClassifierName, ClassifierWords> = {
  tuned: {title: 'Tuned', phrase: 'the tuned classifier', key: 'tuned'},
  ready: {title: 'Ready', phrase: 'the ready classifier', key: 'tuned'},
  untrained: {
    title: 'Untrained',
    phrase: 'the untrained classifier',
    doc: 'the same network before training',
    key: 'untrained',
  },
  majority: {
    title: 'Majority',
    phrase: 'always the most frequent label',
    doc: 'always the most frequent label',
    key: 'majority',
  },
  bagOfWords: {
    title: 'Bag of words',
    phrase: 'a bag of words',
    doc: 'logistic regression on word counts, which learns in seconds',
    key: 'bag-of-words',
  },
};

/** Also of names that are not known here. */
export function classifierWords(name: string): ClassifierWords {
  return CLASSIFIER_WORDS[name as ClassifierName] ?? {title: name, phrase: name, key: 'majority'};
}
