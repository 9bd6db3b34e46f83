/** Formats of data files that have a reader. */
export const DATA_FORMAT_NAMES = ['lines', 'csv', 'tsv', 'jsonl', 'json', 'fasttext'] as const;
export type DataFormat = (typeof DATA_FORMAT_NAMES)[number];
