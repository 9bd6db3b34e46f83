import {mergeScore, type TreeToken} from './merge-score.js';

/**
 * A binary tree over a text's tokens. Nodes below `leaves` are the tokens, node `leaves` + k is the k-th
 * merge, the last node the root.
 */
export interface TokenTree {
  leaves: number;
  /** [leaves - 1] left and right child of each inner node. */
  merges: (readonly [number, number])[];
  /** [nodes] first leaf below each node; its leaves stand next to each other. */
  firstLeaf: number[];
  /** [nodes] number of leaves below each node. */
  sizes: number[];
}

interface Group {
  node: number;
  tokens: TreeToken[];
}

/**
 * Builds the tree as SHAP's text masker does: again and again the two neighbouring groups with the highest
 * {@link mergeScore} join, the leftmost of equals.
 *
 * @param strings [tokens] from `treeStrings`
 * @param separator the string of the tokenizer's separator
 */
export function tokenTree(strings: readonly string[], separator: string | undefined): TokenTree {
  const groups: Group[] = strings.map((string, node) => ({
    node,
    tokens: [{string, open: string === '(' || string === ')'}],
  }));
  const scoreAt = (i: number) =>
    mergeScore((groups[i] as Group).tokens, (groups[i + 1] as Group).tokens, separator);
  const scores = groups.slice(1).map((_, i) => scoreAt(i)); // of groups i and i + 1
  const tree: TokenTree = {
    leaves: strings.length,
    merges: [],
    firstLeaf: strings.map((_, i) => i),
    sizes: strings.map(() => 1),
  };
  while (groups.length > 1) {
    const i = firstHighest(scores);
    groups.splice(i, 2, merged(tree, groups[i] as Group, groups[i + 1] as Group));
    // Only the scores with the new group on one side can have changed, those of its brackets included.
    scores.splice(i, 1);
    if (i > 0) scores[i - 1] = scoreAt(i - 1);
    if (i < scores.length) scores[i] = scoreAt(i);
  }
  return tree;
}

/** Adds the merge to the tree and marks the brackets it closes. */
function merged(tree: TokenTree, left: Group, right: Group): Group {
  const tokens = [...left.tokens, ...right.tokens];
  const [first, last] = [tokens[0] as TreeToken, tokens.at(-1) as TreeToken];
  if (first.string === '(' && last.string === ')') first.open = last.open = false;
  tree.merges.push([left.node, right.node]);
  tree.firstLeaf.push(tree.firstLeaf[left.node] as number);
  tree.sizes.push(tokens.length);
  return {node: tree.leaves + tree.merges.length - 1, tokens};
}

function firstHighest(values: readonly number[]): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[best] as number)) best = i;
  return best;
}
