import type {Problem} from '@retune/stage';
import {type Examples, rowsOf} from './examples.js';

/** What makes the labels of the examples unfit for training. */
export function labelProblems(examples: Examples): Problem[] {
  const {labels} = examples;
  if (rowsOf(examples, 'train').length === 0)
    return [
      {
        where: 'train.tokens',
        what: 'the train split has no row',
        mend: 'Give ingest a file of training rows.',
      },
    ];
  if (labels.length < 2)
    return [
      {
        where: 'train.tokens',
        what: `all rows have the label "${labels[0]}", so there is nothing to tell apart`,
        mend: 'Give ingest rows of two labels or more.',
      },
    ];
  return [...unknownIds(examples), ...labelsWithoutRow(examples, 'train').map(untrainable)];
}

/** The labels that no row of a split has. */
export function labelsWithoutRow(examples: Examples, split: 'train' | 'validation'): string[] {
  const present = new Set(rowsOf(examples, split).map((row) => examples.labelIds[row]));
  return examples.labels.filter((_, id) => !present.has(id));
}

/** The head has an output for each label that the tokens name. */
function unknownIds({labels, labelIds}: Examples): Problem[] {
  const row = labelIds.findIndex((id) => id < 0 || id >= labels.length);
  if (row < 0) return [];
  return [
    {
      where: 'train.tokens',
      what: `row ${row} has the label id ${labelIds[row]}, but the classifier's head has ${labels.length} labels, 0 to ${labels.length - 1}`,
      mend: 'Make the tokens anew, with all labels named in their metadata.',
    },
  ];
}

function untrainable(label: string): Problem {
  return {
    where: 'train.tokens',
    what: `no row of the train split has the label "${label}"`,
    mend: 'Add such rows to the training data, or take the label out of the other splits.',
  };
}
