import type {AttributionsRow} from './attributions-table.js';

/** What a word does to one label over a sample of texts. */
export interface RankedWord {
  /** In lower case. */
  word: string;
  /** The label's id. */
  label: number;
  /** In how many texts. */
  texts: number;
  /** Of its value in a text, over those texts. */
  meanValue: number;
  /** Over all texts of the sample. */
  totalValue: number;
}

const HOLDS_LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/**
 * The words of a sample by label, the largest total value first. What stands twice in a text counts once,
 * with its values added up; signs are left out.
 */
export function rankWords(
  sample: readonly Pick<AttributionsRow, 'tokens' | 'values'>[],
  classes: number,
): RankedWord[] {
  const totals = new Map<string, {texts: number; values: Float64Array}>();
  for (const {tokens, values} of sample) {
    const seen = new Set<string>();
    for (const [place, token] of tokens.entries()) {
      const word = token.trim().toLowerCase();
      if (!HOLDS_LETTER_OR_DIGIT.test(word)) continue;
      const total = totals.get(word) ?? {texts: 0, values: new Float64Array(classes)};
      totals.set(word, total);
      if (!seen.has(word)) total.texts++;
      seen.add(word);
      values[place]?.forEach((value, label) => {
        total.values[label] = (total.values[label] as number) + value;
      });
    }
  }
  const words = [...totals].sort(([a], [b]) => (a < b ? -1 : 1));
  return Array.from({length: classes}, (_, label) =>
    words
      .map(([word, {texts, values}]): RankedWord => {
        const totalValue = values[label] as number;
        return {word, label, texts, meanValue: totalValue / texts, totalValue};
      })
      .sort((a, b) => b.totalValue - a.totalValue),
  ).flat();
}
