import {artifactKind} from '@retune/stage';
import {Bool, Field, Int32, List, Schema, Utf8} from 'apache-arrow';

const int32List = () => new List(new Field('item', new Int32(), false));

/** Tokenized examples, row i of `examples` in row i. The schema's metadata: `labels` as in `examples`. */
export const tokens = artifactKind({
  kind: 'tokens',
  doc: 'Token ids, offsets and label ids of the examples',
  files: {
    tokens: {
      path: 'tokens.arrow',
      doc: 'one row an example, unpadded',
      schema: new Schema([
        new Field('split', new Utf8(), false),
        new Field('label', new Int32(), false),
        new Field('inputIds', int32List(), false),
        // first and last + 1 character of each token in the text, in UTF-16 units; 0, 0 for special tokens
        new Field('starts', int32List(), false),
        new Field('ends', int32List(), false),
        // place of the token's word in the text, -1 for special tokens
        new Field('wordIds', int32List(), false),
        new Field('truncated', new Bool(), false),
      ]),
    },
  },
});
