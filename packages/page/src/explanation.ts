/** Why a text is explained: given by hand, a row that the classifier gets wrong, or one of a sample. */
export type ExplanationSource = 'chosen' | 'mistake' | 'sample';
/** A classifier: the trained one, itself before its first step, or another to compare with. */
export type ExplainedModel = 'tuned' | 'untrained' | 'compared';

/** Values of one text: `baseValues[c]` and the values of all pieces add up to `outputs[c]`, but for `gap` at most. */
export interface Explanation {
  source: ExplanationSource;
  model: ExplainedModel;
  /** Place among the examples, and its label's id; null for texts given by hand. */
  row: number | null;
  label: number | null;
  text: string;
  /** In UTF-16 units: the text from here on is beyond what the classifier reads. */
  readTo: number;
  pieces: ExplainedPiece[];
  /** Probability of each class with everything hidden. */
  baseValues: number[];
  /** Probability of each class for the whole text. */
  outputs: number[];
  gap: number;
  /** Id of the most probable class. */
  predicted: number;
  mode: 'words' | 'shap';
  method: string;
  evaluations: number;
  budget: number;
  comprehensiveness: number;
  sufficiency: number;
}

export interface ExplainedPiece {
  /** Empty for what stands nowhere in the text, such as special tokens. */
  token: string;
  /** First and last + 1 character in the text, in UTF-16 units. */
  start: number;
  end: number;
  /** By class. */
  values: number[];
}
