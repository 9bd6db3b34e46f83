import type {TokenTree} from './token-tree.js';

/**
 * Moves all credit to the leaves: each inner node, from the root downwards, gives what it has to its children
 * in proportion to their numbers of leaves.
 *
 * @param credit [nodes][classes]
 * @returns [leaves][classes]
 */
export function handDownCredit(tree: TokenTree, credit: readonly Float64Array[]): Float64Array[] {
  const received = credit.map((values) => values.slice());
  for (let merge = tree.merges.length - 1; merge >= 0; merge--) {
    const node = tree.leaves + merge;
    for (const child of tree.merges[merge] as readonly [number, number]) {
      const share = (tree.sizes[child] as number) / (tree.sizes[node] as number);
      const childValues = received[child] as Float64Array;
      (received[node] as Float64Array).forEach((value, i) => {
        childValues[i] = (childValues[i] as number) + value * share;
      });
    }
  }
  return received.slice(0, tree.leaves);
}
