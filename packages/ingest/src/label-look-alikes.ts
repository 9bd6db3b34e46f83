import {groupBy} from './group-by.js';

/** A label with the number of its rows. */
export type LabelCounts = ReadonlyMap<string, number>;

/** What renames each label that looks like another one to it. */
export type Renames = ReadonlyMap<string, string>;

/** Characters that show nothing: zero-width ones, marks of direction, soft hyphens, controls. */
const INVISIBLE = /[\p{Cf}\p{Cc}\p{Variation_Selector}]/gu;

/**
 * Labels that differ from another in letter case, in how characters are composed, in blanks or in invisible
 * characters, each with the most frequent of those that it looks like. Labels in `listed` are meant as they are.
 */
export function lookAlikes(counts: LabelCounts, listed: readonly string[] = []): Renames {
  const groups = groupBy(counts.keys(), appearance);
  const renames = [...groups.values()].flatMap((labels) => {
    const kept = mostFrequent(labels, counts, listed);
    return labels
      .filter((label) => label !== kept && !listed.includes(label))
      .map((label) => [label, kept] as const);
  });
  return new Map(renames);
}

/** The map as it is written in a pipeline file; what cannot be seen or told apart there is escaped. */
export function renamesText(renames: Renames): string {
  return `renameLabels: {${[...renames].map(([from, to]) => `${yamlText(from)}: ${yamlText(to)}`).join(', ')}}`;
}

function appearance(label: string): string {
  return label
    .replace(/[\s\u200b]+/gu, ' ')
    .replace(INVISIBLE, '')
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .normalize('NFKC');
}

function mostFrequent(labels: readonly string[], counts: LabelCounts, listed: readonly string[]): string {
  const candidates = labels.some((label) => listed.includes(label))
    ? labels.filter((label) => listed.includes(label))
    : labels;
  return candidates.reduce((best, label) =>
    (counts.get(label) ?? 0) > (counts.get(best) ?? 0) ? label : best,
  );
}

const ESCAPED = /[\p{M}\p{Cf}\p{Cc}\p{Zl}\p{Zp}\p{Variation_Selector}]|[^\S ]/gu;

function yamlText(label: string): string {
  return JSON.stringify(label).replace(ESCAPED, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
