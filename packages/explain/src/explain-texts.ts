import {OpenExplanation, type TextExplanation} from './open-explanation.js';
import type {PartitionOptions} from './partition-explainer.js';
import type {SpecialTokens} from './special-tokens.js';
import type {MaskableText} from './text-masker.js';
import {type TokenTree, tokenTree} from './token-tree.js';
import {treeStrings} from './tree-strings.js';
import {wholeTreeMasks} from './whole-tree-masks.js';

/** Gives each text's probabilities [classes], finite, in the order of the texts. */
export type ClassifyTexts = (texts: string[]) => Promise<Float64Array[]>;

export interface ExplainOptions extends PartitionOptions {
  special: SpecialTokens;
  /** Told after every round how many masks of how many (at most) are done. */
  onProgress?: (done: number, total: number) => void;
}

/** Texts explained side by side: enough to fill the model's batches, few enough to keep their outputs. */
const SIDE_BY_SIDE = 32;

/**
 * Explains texts by SHAP's partition explainer, side by side, so that the masked texts of all of them share
 * the model's batches; each is evaluated once. Equal, but for the model's rounding, to explaining one text
 * after the other.
 */
export async function explainTexts(
  sources: readonly MaskableText[],
  classify: ClassifyTexts,
  options: ExplainOptions,
): Promise<TextExplanation[]> {
  const trees = sources.map(({pieces}) => tokenTree(treeStrings(pieces), options.special.separator?.text));
  const budgets = trees.map((tree) => Math.min(options.maxEvaluations, wholeTreeMasks(tree, options)));
  const total = budgets.reduce((sum, budget) => sum + budget, 0);
  const explanations: OpenExplanation[] = [];
  let running: OpenExplanation[] = [];
  while (running.length > 0 || explanations.length < sources.length) {
    for (let i = explanations.length; i < sources.length && running.length < SIDE_BY_SIDE; i++) {
      const opened = new OpenExplanation(
        sources[i] as MaskableText,
        trees[i] as TokenTree,
        options.special,
        options,
      );
      explanations.push(opened);
      running.push(opened);
    }
    await goOnTogether(running, classify);
    running = running.filter(({finished}) => finished === undefined);
    const done = explanations.reduce((sum, {masksDone}) => sum + masksDone, 0);
    options.onProgress?.(Math.min(done, total), total);
  }
  return explanations.map(({finished}) => finished as TextExplanation);
}

async function goOnTogether(running: readonly OpenExplanation[], classify: ClassifyTexts): Promise<void> {
  const wanted = running.map((explanation) => explanation.wantedTexts());
  const texts = wanted.flat();
  const outputs = texts.length > 0 ? await classify(texts) : [];
  let first = 0;
  for (const [i, explanation] of running.entries()) {
    const count = wanted[i]?.length ?? 0;
    explanation.goOn(outputs.slice(first, first + count));
    first += count;
  }
}
