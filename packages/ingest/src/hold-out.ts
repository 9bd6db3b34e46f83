import {xoroshiro128plus} from 'pure-rand/generator/xoroshiro128plus';
import type {Row} from './row.js';
import {shuffle} from './shuffle.js';

/**
 * Parts `rows` into one list for each share and the rest, each in the order of `rows`. Every label gives its
 * share, rounded, to each part, as long as something of it is left for the rest. Rows of equal text stay
 * together, lest a model be judged on what it has learnt by heart.
 */
export function holdOut(
  rows: readonly Row[],
  shares: readonly number[],
  seed: number,
): {parts: Row[][]; rest: Row[]} {
  const random = xoroshiro128plus(seed);
  const partOf = new Map<string, number>();
  for (const texts of textsByLabel(rows).values()) {
    shuffle(texts, random);
    const total = texts.length;
    let left = total;
    for (const [part, share] of shares.entries()) {
      const count = Math.min(Math.round(share * total), left - 1);
      for (const text of texts.slice(left - count, left)) partOf.set(text, part);
      left -= count;
    }
  }
  return {
    parts: shares.map((_, part) => rows.filter(({text}) => partOf.get(text) === part)),
    rest: rows.filter(({text}) => !partOf.has(text)),
  };
}

/** The distinct texts of each label; a text with several labels counts to its first. */
function textsByLabel(rows: readonly Row[]): Map<string, string[]> {
  const seen = new Set<string>();
  const texts = new Map<string, string[]>();
  for (const {text, label} of rows) {
    if (seen.has(text)) continue;
    seen.add(text);
    const ofLabel = texts.get(label);
    if (ofLabel) ofLabel.push(text);
    else texts.set(label, [text]);
  }
  return texts;
}
