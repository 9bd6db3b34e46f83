import {handDownCredit} from './hand-down-credit.js';
import type {ExplanationSteps, PartValues} from './part-values.js';
import {PriorityQueue} from './priority-queue.js';
import type {Mask} from './text-masker.js';
import type {TokenTree} from './token-tree.js';

export interface PartitionOptions {
  /** Masks that may be evaluated, those of nothing and of everything kept included; at least 2. */
  maxEvaluations: number;
  /** Masks asked for at a time; where the budget is short it decides which nodes are split. */
  batchSize: number;
  /**
   * How a split credits an interaction of its two sides: null shares it half and half (Owen values); 0 and 1
   * evaluate each side only beside the hidden, or kept, other one and leave the interaction to the node.
   */
  fixedContext: 0 | 1 | null;
}

/** Values of one text, with what SHAP keeps of the tree. */
export interface PartitionValues extends PartValues {
  /** [nodes][classes] what each node was credited with before it was handed down. */
  credit: Float64Array[];
}

/** Splits whose masks are evaluated ahead, where some have to be anyway. */
const LIKELY_SPLITS = 32;

/** A node that is to be split in the presence of the tokens that `kept` keeps. */
interface Item {
  kept: Mask;
  /** Outputs for `kept`, and for it with all leaves of the node. */
  without: Float64Array;
  with: Float64Array;
  node: number;
  weight: number;
}

/** An item with the masks of its two children. */
interface Split {
  item: Item;
  children: readonly [number, number];
  keptLeft: Mask;
  keptRight: Mask;
}

/**
 * SHAP's partition explainer: spends its budget on the nodes of the tree that matter most and gives Owen
 * values, the Shapley values of a game in which the tokens of a node stand together against the others. Where
 * the budget ends, the tokens below a node share its credit equally. Follows `shap.PartitionExplainer` 0.51
 * to the mask.
 */
export function* partitionValues(
  tree: TokenTree,
  options: PartitionOptions,
): ExplanationSteps<PartitionValues> {
  const [baseValues] = (yield {masks: [new Uint8Array(tree.leaves)]}) as [Float64Array];
  const [outputs] = (yield {masks: [new Uint8Array(tree.leaves).fill(1)]}) as [Float64Array];
  const credit = tree.sizes.map(() => new Float64Array(baseValues.length));
  const queue = new PriorityQueue<Item>();
  const budget = options.maxEvaluations - 2;
  let used = 0;
  const enqueue = (item: Item) => queue.add(item, priorityOf(item));
  const root = tree.sizes.length - 1;
  const nothing = new Uint8Array(tree.leaves);
  if (root >= 0) enqueue({kept: nothing, without: baseValues, with: outputs, node: root, weight: 1});
  while (queue.size > 0 && used < budget) {
    const splits = takeSplits(tree, queue, credit, Math.min(options.batchSize, budget - used));
    if (splits.length === 0) continue;
    const splitsLeft = Math.max(0, Math.floor((budget - used) / 2) - splits.length);
    const likely = likelySplits(tree, queue, Math.min(LIKELY_SPLITS, splitsLeft));
    const results = yield {masks: splits.flatMap(keptMasks), likely: likely.flatMap(keptMasks)};
    used += results.length;
    for (const [i, split] of splits.entries())
      for (const item of itemsBelow(split, results.slice(2 * i, 2 * i + 2), options.fixedContext, credit))
        enqueue(item);
  }
  for (let item = queue.take(); item !== undefined; item = queue.take()) creditWhole(item, credit);
  return {baseValues, outputs, values: handDownCredit(tree, credit), credit, evaluations: used + 2};
}

/** Largest change of an output that the node makes, by its weight. */
function priorityOf(item: Item): number {
  const change = item.with.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - (item.without[i] as number))),
    0,
  );
  return change * item.weight;
}

/** Takes items until their splits have `wanted` masks; leaves are credited on the way and cost nothing. */
function takeSplits(
  tree: TokenTree,
  queue: PriorityQueue<Item>,
  credit: Float64Array[],
  wanted: number,
): Split[] {
  const splits: Split[] = [];
  while (2 * splits.length < wanted) {
    const item = queue.take();
    if (item === undefined) break;
    const split = splitOf(tree, item);
    if (split === undefined) creditWhole(item, credit);
    else splits.push(split);
  }
  return splits;
}

/** The items that come first as things stand: those are split next, but where what is asked for now comes before. */
function likelySplits(tree: TokenTree, queue: PriorityQueue<Item>, most: number): Split[] {
  return queue.first(most).flatMap((item) => splitOf(tree, item) ?? []);
}

/** The item with the masks of its children; undefined for a leaf. */
function splitOf(tree: TokenTree, item: Item): Split | undefined {
  const children = tree.merges[item.node - tree.leaves];
  if (children === undefined) return undefined;
  const [left, right] = children;
  return {
    item,
    children,
    keptLeft: withLeaves(item.kept, tree, left),
    keptRight: withLeaves(item.kept, tree, right),
  };
}

function keptMasks({keptLeft, keptRight}: Split): [Mask, Mask] {
  return [keptLeft, keptRight];
}

/** The items of a split's two children; what a fixed context leaves over is credited to the node. */
function itemsBelow(
  {item, children: [left, right], keptLeft, keptRight}: Split,
  results: readonly Float64Array[],
  fixedContext: 0 | 1 | null,
  credit: Float64Array[],
): Item[] {
  const [withLeft, withRight] = results as [Float64Array, Float64Array];
  const {kept, without, with: withBoth} = item;
  const weight = fixedContext === null ? item.weight / 2 : item.weight;
  const besideHidden: Item[] = [
    {kept, without, with: withLeft, node: left, weight},
    {kept, without, with: withRight, node: right, weight},
  ];
  const besideKept: Item[] = [
    {kept: keptRight, without: withRight, with: withBoth, node: left, weight},
    {kept: keptLeft, without: withLeft, with: withBoth, node: right, weight},
  ];
  if (fixedContext === null) return [...besideHidden, ...besideKept];
  const sign = fixedContext === 0 ? 1 : -1;
  addCredit(credit, item.node, (i) => {
    const interaction = at(withBoth, i) - at(withLeft, i) - at(withRight, i) + at(without, i);
    return sign * interaction * weight;
  });
  return fixedContext === 0 ? besideHidden : besideKept;
}

/** Credits a node with all that it changes, without splitting it. */
function creditWhole(item: Item, credit: Float64Array[]): void {
  addCredit(credit, item.node, (i) => (at(item.with, i) - at(item.without, i)) * item.weight);
}

function addCredit(credit: Float64Array[], node: number, amount: (i: number) => number): void {
  const values = credit[node] as Float64Array;
  for (let i = 0; i < values.length; i++) values[i] = at(values, i) + amount(i);
}

function withLeaves(kept: Mask, tree: TokenTree, node: number): Mask {
  const first = tree.firstLeaf[node] as number;
  return kept.slice().fill(1, first, first + (tree.sizes[node] as number));
}

function at(values: Float64Array, i: number): number {
  return values[i] as number;
}
