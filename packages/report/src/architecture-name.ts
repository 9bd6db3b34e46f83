const NAMES: Record<string, string> = {
  bert: 'BERT',
  distilbert: 'DistilBERT',
  roberta: 'RoBERTa',
  'xlm-roberta': 'XLM-RoBERTa',
};

/** The name as its authors write it: `distilbert` is `DistilBERT`. */
export function architectureName(architecture: string): string {
  return NAMES[architecture] ?? architecture;
}
