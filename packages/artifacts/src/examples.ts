import {artifactKind} from '@retune/stage';
import {Field, Int32, Schema, Utf8} from 'apache-arrow';

/** Labelled texts. The schema's metadata: `labels`, a JSON list; a label's id is its place there. */
export const examples = artifactKind({
  kind: 'examples',
  doc: 'Labelled texts by split, and the rows that were refused',
  files: {
    examples: {
      path: 'examples.arrow',
      doc: 'one row an example: train first, then validation, then test, each in the order of its file',
      schema: new Schema([
        new Field('text', new Utf8(), false),
        new Field('label', new Utf8(), false),
        // train, validation or test
        new Field('split', new Utf8(), false),
        // place in the params' data files: the path as given, and the line counted from 1
        new Field('file', new Utf8(), false),
        new Field('line', new Int32(), false),
      ]),
    },
    rejected: {
      path: 'rejected.arrow',
      doc: 'one row a refused line',
      schema: new Schema([
        new Field('file', new Utf8(), false),
        new Field('line', new Int32(), false),
        new Field('reason', new Utf8(), false),
        new Field('content', new Utf8(), false),
      ]),
    },
  },
});
