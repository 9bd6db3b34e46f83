/** What explaining a text may cost. */
export interface Budget {
  /** Versions of the text, or places on its path, that may be evaluated. */
  maxEvaluations: number;
  /** The param that says so, for the error where they do not suffice. */
  budgetParam: 'maxEvaluations' | 'sampleEvaluations';
}
