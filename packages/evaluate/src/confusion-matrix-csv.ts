/**
 * A confusion matrix as CSV, quoted as in RFC 4180: true labels by row, predicted by column.
 *
 * @param matrix [true class][predicted class] counts
 * @param labels by id
 */
export function confusionMatrixCsv(
  matrix: readonly (readonly number[])[],
  labels: readonly string[],
): string {
  const rows = matrix.map((counts, i) => [labels[i] as string, ...counts.map(String)]);
  return [['true \\ predicted', ...labels], ...rows]
    .map((cells) => `${cells.map(quoted).join(',')}\n`)
    .join('');
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
