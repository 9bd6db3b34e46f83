import {StageError} from '@retune/stage';
import type {Schema} from 'apache-arrow';

/** The labels by id that a table's metadata names. Throws StageError where it names none. */
export function labelsOf(schema: Schema): string[] {
  const text = schema.metadata.get('labels');
  if (text !== undefined) return JSON.parse(text) as string[];
  throw new StageError({
    what: 'a table of the inputs has no "labels" in its metadata',
    mend: 'It was made by another version of its stage: make the artifact again.',
  });
}
