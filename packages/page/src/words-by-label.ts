import type {Table} from 'apache-arrow';

/** What a word does to one label over a sample of texts. */
export interface LabelWord {
  word: string;
  texts: number;
  /** Of its value in a text, over the texts that hold it. */
  meanValue: number;
  /** Over all texts of the sample. */
  totalValue: number;
}

/** [labels] the words of an attributions artifact's words.arrow, the largest total value first. */
export function wordsByLabel(words: Table, labels: number): LabelWord[][] {
  const byLabel: LabelWord[][] = Array.from({length: labels}, () => []);
  const columns = ['word', 'label', 'texts', 'meanValue', 'totalValue'].map((name) => words.getChild(name));
  for (let row = 0; row < words.numRows; row++) {
    const [word, label, texts, meanValue, totalValue] = columns.map((column) => column?.get(row));
    byLabel[label]?.push({word, texts, meanValue, totalValue});
  }
  return byLabel;
}
