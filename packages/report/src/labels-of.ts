import {StageError} from '@retune/stage';
import type {Table} from 'apache-arrow';

/** The labels by id that a table's metadata names. Throws {@link StageError} where it names none. */
export function labelsOf(table: Table, port: string): string[] {
  const text = table.schema.metadata.get('labels');
  if (text !== undefined) return JSON.parse(text) as string[];
  throw new StageError({
    where: `inputs of report: ${port}`,
    what: 'the table’s metadata has no "labels"',
    mend: 'It was made by another version of its stage; make the artifact anew.',
  });
}
