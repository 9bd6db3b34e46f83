import type {Table} from 'apache-arrow';

/**
 * Tokens at which the classifier's rows were cut, special tokens included: the length of the rows marked as
 * truncated. Undefined where no row was, so that nothing tells.
 *
 * @param table of a tokens artifact
 */
export function tokenLimit(table: Table): number | undefined {
  const [truncated, inputIds] = [table.getChild('truncated'), table.getChild('inputIds')];
  for (let row = 0; row < table.numRows; row++)
    if (truncated?.get(row) === true) return inputIds?.get(row).length as number;
  return undefined;
}
