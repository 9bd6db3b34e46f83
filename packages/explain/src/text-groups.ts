/** Enough texts to fill the model's batches, few enough to keep their outputs and to lose little where a run ends. */
const SIDE_BY_SIDE = 32;

/** Texts in groups that are explained side by side. */
export function textGroups<Text>(texts: readonly Text[]): Text[][] {
  const groups: Text[][] = [];
  for (let first = 0; first < texts.length; first += SIDE_BY_SIDE)
    groups.push(texts.slice(first, first + SIDE_BY_SIDE));
  return groups;
}
