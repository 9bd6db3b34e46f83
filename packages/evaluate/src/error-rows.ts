import {type LogitRows, predictedClasses, probabilityRows} from '@retune/metrics';
import {duplicatesAcrossSplits} from './duplicates-across-splits.js';
import {likelyWrongLabels, NOT_IN_DOUBT} from './likely-wrong-labels.js';
import type {TokenRows} from './token-rows.js';

/** A row of errors.arrow; see its schema. */
export interface ErrorRow {
  row: number;
  split: string;
  label: number;
  predicted: number | null;
  confidence: number | null;
  labelProbability: number | null;
  wrong: boolean;
  suggestedLabel: number | null;
  tokens: number;
  truncated: boolean;
  duplicateRow: number | null;
  duplicateSplit: string | null;
  duplicateLabel: number | null;
}

/** Rows that were predicted, with their logits. */
export interface PredictedRows {
  /** Places in the tokens table. */
  rows: Int32Array;
  logits: LogitRows;
}

type Prediction = Pick<
  ErrorRow,
  'predicted' | 'confidence' | 'labelProbability' | 'wrong' | 'suggestedLabel'
>;

const UNPREDICTED: Prediction = {
  predicted: null,
  confidence: null,
  labelProbability: null,
  wrong: false,
  suggestedLabel: null,
};

/**
 * The rows that deserve a look: wrong ones, the most confident before the others, then the rest in their order.
 * Labels are doubted only in rows that the classifier did not learn from, those outside train.
 */
export function errorRows(tokens: TokenRows, predictedRows: PredictedRows): ErrorRow[] {
  const predictions = predictionsByRow(tokens, predictedRows);
  const duplicates = duplicatesAcrossSplits(tokens);
  return Array.from(tokens.splits.keys(), (row) => {
    const other = duplicates.get(row);
    return {
      row,
      split: tokens.splits[row] as string,
      label: tokens.labels[row] as number,
      ...(predictions.get(row) ?? UNPREDICTED),
      tokens: tokens.inputIds[row]?.length ?? 0,
      truncated: tokens.truncated[row] === true,
      duplicateRow: other ?? null,
      duplicateSplit: other === undefined ? null : (tokens.splits[other] as string),
      duplicateLabel: other === undefined ? null : (tokens.labels[other] as number),
    };
  })
    .filter(
      ({wrong, truncated, suggestedLabel, duplicateRow}) =>
        wrong || truncated || suggestedLabel !== null || duplicateRow !== null,
    )
    .sort(byUrgency);
}

function predictionsByRow(tokens: TokenRows, {rows, logits}: PredictedRows): Map<number, Prediction> {
  const labels = rows.map((row) => tokens.labels[row] as number);
  const predicted = predictedClasses(logits);
  const probabilities = probabilityRows(logits);
  const probability = (place: number, label: number) =>
    probabilities[place * logits.classes + label] as number;
  const suggested = suggestedOutsideTrain(tokens, labels, {rows, logits});
  return new Map(
    Array.from(rows, (row, place) => {
      const [label, guess] = [labels[place] as number, predicted[place] as number];
      const prediction = {
        predicted: guess,
        confidence: probability(place, guess),
        labelProbability: probability(place, label),
        wrong: guess !== label,
        suggestedLabel: suggested.get(row) ?? null,
      };
      return [row, prediction];
    }),
  );
}

/** Row to the label that it should likely have, of the rows in doubt. */
function suggestedOutsideTrain(
  {splits}: TokenRows,
  labels: Int32Array,
  {rows, logits: {classes, values}}: PredictedRows,
): Map<number, number> {
  const places = [...rows.keys()].filter((place) => splits[rows[place] as number] !== 'train');
  const logits = new Float64Array(places.length * classes);
  places.forEach((place, i) => {
    logits.set(values.subarray(place * classes, (place + 1) * classes), i * classes);
  });
  const suggested = likelyWrongLabels(
    Int32Array.from(places, (place) => labels[place] as number),
    {classes, values: logits},
  );
  return new Map(
    places.flatMap((place, i): [number, number][] =>
      suggested[i] === NOT_IN_DOUBT ? [] : [[rows[place] as number, suggested[i] as number]],
    ),
  );
}

function byUrgency(a: ErrorRow, b: ErrorRow): number {
  if (a.wrong && b.wrong) return (b.confidence ?? 0) - (a.confidence ?? 0) || a.row - b.row;
  return Number(b.wrong) - Number(a.wrong) || a.row - b.row;
}
