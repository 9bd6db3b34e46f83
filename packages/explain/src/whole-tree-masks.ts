import type {PartitionOptions} from './partition-explainer.js';
import type {TokenTree} from './token-tree.js';

/** Masks needed to split every node of the tree: with a larger budget no node's credit has to be shared out. */
export function wholeTreeMasks(
  tree: TokenTree,
  {fixedContext}: Pick<PartitionOptions, 'fixedContext'>,
): number {
  const visits = fixedContext === null ? 2 : 1;
  const masks: number[] = new Array(tree.leaves).fill(0);
  for (const [left, right] of tree.merges)
    masks.push(2 + visits * ((masks[left] as number) + (masks[right] as number)));
  return (masks.at(-1) ?? 0) + 2;
}
