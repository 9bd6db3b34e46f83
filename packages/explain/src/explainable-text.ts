import type {InputIds} from '@retune/encoder';
import type {Mask} from './text-masker.js';
import type {TokenTree} from './token-tree.js';

/** A text with parts hidden, as the model is given it. */
export interface Version {
  /** Versions of equal keys have equal outputs. */
  key: string;
  /** A text still to be tokenized, or token ids. */
  content: string | InputIds;
}

/** A text of parts (words, or SHAP's pieces of one token) that can be hidden. */
export interface ExplainableText {
  text: string;
  /** In UTF-16 units: the text from here on is beyond what the classifier reads. */
  readTo: number;
  /** [parts] what is shown of each, and its first and last + 1 character in UTF-16 units. */
  pieces: readonly string[];
  starts: readonly number[];
  ends: readonly number[];
  /** Places of the parts that can be hidden; the others always stay. */
  hideable: readonly number[];
  /** Over the parts. */
  tree: TokenTree;
  /** One version for each mask [parts], 1 kept and 0 hidden. */
  versions(masks: readonly Mask[]): Version[];
}
