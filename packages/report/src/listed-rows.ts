import type {Table} from 'apache-arrow';

/** A row of the data that deserves a look. */
export interface ListedRow {
  row: number;
  split: string;
  text: string;
  /** Data file and its line, from 1. */
  file: string;
  line: number;
  /** Ids. The predicted one is null where the row was not predicted. */
  label: number;
  predicted: number | null;
  /** Probability of the predicted class, 0 to 1. */
  confidence: number | null;
  wrong: boolean;
  /** Another label that fits better, by confident learning. */
  suggestedLabel: number | null;
  truncated: boolean;
  /** The same text in another split. */
  duplicate: {row: number; split: string; label: number} | null;
}

/** How many of each label's right predictions are listed: those with the least confidence. */
const LEAST_SURE = 5;
/** With many labels those of all together, again the least sure. */
const MOST_UNSURE_ROWS = 300;

/**
 * Rows of an evaluation's errors.arrow in its order, at most `most`, those of the judged split before others; then of
 * each label the least sure of those predicted right, so that each cell of the confusion matrix has rows to show.
 */
export function listedRows(
  {errors, predictions, examples}: {errors: Table; predictions: Table; examples: Table},
  most: number,
): ListedRow[] {
  const text = textsOf(examples);
  const split = predictions.getChild('split')?.get(0);
  const all = Array.from({length: errors.numRows}, (_, place) => errorRow(errors, place));
  const chosen = new Set(
    [...all.filter((row) => row.split === split), ...all.filter((row) => row.split !== split)].slice(0, most),
  );
  const fromErrors = all.filter((row) => chosen.has(row));
  const known = new Set(fromErrors.map(({row}) => row));
  const right = most === 0 ? [] : leastSure(predictions).filter(({row}) => !known.has(row));
  return [...fromErrors, ...right].map((listed) => ({...listed, ...text(listed.row)}));
}

type JudgedRow = Omit<ListedRow, 'text' | 'file' | 'line'>;

function textsOf(examples: Table): (row: number) => Pick<ListedRow, 'text' | 'file' | 'line'> {
  const [texts, files, lines] = ['text', 'file', 'line'].map((name) => examples.getChild(name));
  return (row) => ({text: texts?.get(row), file: files?.get(row), line: lines?.get(row)});
}

function errorRow(errors: Table, place: number): JudgedRow {
  const read = <T>(name: string) => errors.getChild(name)?.get(place) as T;
  const duplicateRow = read<number | null>('duplicateRow');
  return {
    row: read('row'),
    split: read('split'),
    label: read('label'),
    predicted: read('predicted'),
    confidence: read('confidence'),
    wrong: read('wrong'),
    suggestedLabel: read('suggestedLabel'),
    truncated: read('truncated'),
    duplicate:
      duplicateRow === null
        ? null
        : {row: duplicateRow, split: read('duplicateSplit'), label: read('duplicateLabel')},
  };
}

function leastSure(predictions: Table): JudgedRow[] {
  const [row, split, label, predicted, probabilities] = [
    'row',
    'split',
    'label',
    'predicted',
    'probabilities',
  ].map((name) => predictions.getChild(name));
  const byLabel = new Map<number, JudgedRow[]>();
  for (let place = 0; place < predictions.numRows; place++) {
    const id = label?.get(place) as number;
    if (predicted?.get(place) !== id) continue;
    const rows = byLabel.get(id) ?? [];
    byLabel.set(id, rows);
    rows.push({
      row: row?.get(place),
      split: split?.get(place),
      label: id,
      predicted: id,
      confidence: probabilities?.get(place)?.get(id),
      wrong: false,
      suggestedLabel: null,
      truncated: false,
      duplicate: null,
    });
  }
  const listed = [...byLabel]
    .sort(([a], [b]) => a - b)
    .flatMap(([, rows]) => rows.sort(byConfidence).slice(0, LEAST_SURE));
  const kept = new Set([...listed].sort(byConfidence).slice(0, MOST_UNSURE_ROWS));
  return listed.filter((row) => kept.has(row));
}

function byConfidence(a: JudgedRow, b: JudgedRow): number {
  return (a.confidence ?? 0) - (b.confidence ?? 0) || a.row - b.row;
}
