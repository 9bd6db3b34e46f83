import {artifactKind} from '@retune/stage';
import {Field, Float32, Float64, Int32, List, Schema, Utf8} from 'apache-arrow';

const list = <T extends Utf8 | Int32 | Float32 | Float64>(item: T) =>
  new List(new Field('item', item, false));

/** What each word did to each class's probability. The schema's metadata: `labels` as in `examples`. */
export const attributions = artifactKind({
  kind: 'attributions',
  doc: 'Explanations of single texts',
  files: {
    attributions: {
      path: 'attributions.arrow',
      doc: 'one row a text',
      schema: new Schema([
        new Field('text', new Utf8(), false),
        // one piece of the text a token, with the white space behind it; special tokens are kept, mostly with an
        // empty piece, so that base value and values always add up to the output
        new Field('tokens', list(new Utf8()), false),
        // first and last + 1 character of each piece in the text, in UTF-16 units
        new Field('starts', list(new Int32()), false),
        new Field('ends', list(new Int32()), false),
        // a list over tokens of lists over classes
        new Field('values', new List(new Field('item', list(new Float32()), false)), false),
        // by class: the probability with everything masked, and of the whole text
        new Field('baseValues', list(new Float64()), false),
        new Field('outputs', list(new Float64()), false),
        // how the values were made: `shap-partition`
        new Field('method', new Utf8(), false),
        // masks counted against the budget
        new Field('evaluations', new Int32(), false),
        new Field('budget', new Int32(), false),
      ]),
    },
  },
});
