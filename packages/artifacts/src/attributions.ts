import {artifactKind} from '@retune/stage';
import {Field, Float32, Float64, Int32, List, Schema, Utf8} from 'apache-arrow';

const list = <T extends Utf8 | Int32 | Float32 | Float64>(item: T) =>
  new List(new Field('item', item, false));

/** What each word did to each class's probability. Both tables' metadata: `labels` as in `examples`. */
export const attributions = artifactKind({
  kind: 'attributions',
  doc: 'Explanations of texts, and of what words do over many of them',
  files: {
    attributions: {
      path: 'attributions.arrow',
      doc: 'one row a text and classifier: those of the params first, then mistakes, then the sample',
      schema: new Schema([
        // where the text is from: `chosen` (params), `mistake` or `sample`
        new Field('source', new Utf8(), false),
        // place in tokens.arrow and examples.arrow, and its label's id; null for texts of the params
        new Field('row', new Int32(), true),
        new Field('label', new Int32(), true),
        // the classifier: `tuned`, `untrained` (before its first step) or `compared` (of the port of that name)
        new Field('model', new Utf8(), false),
        new Field('text', new Utf8(), false),
        // in UTF-16 units: the text from here on is beyond the length that the classifier reads
        new Field('readTo', new Int32(), false),
        // what has a value. Mode `words`: a word, as it stands in the text. Mode `shap`: one piece a token with the
        // white space behind it, special tokens included. A token of no characters stands for no place in the text
        new Field('tokens', list(new Utf8()), false),
        // first and last + 1 character in the text, in UTF-16 units
        new Field('starts', list(new Int32()), false),
        new Field('ends', list(new Int32()), false),
        // a list over tokens of lists over classes; with the base values they add up to the outputs, but for `gap`
        new Field('values', new List(new Field('item', list(new Float32()), false)), false),
        // by class: the probability with everything hidden, and of the whole text
        new Field('baseValues', list(new Float64()), false),
        new Field('outputs', list(new Float64()), false),
        // by how much they miss the outputs, for the class where it is most: at most 1e-5, of `integratedGradients` 1e-3
        new Field('gap', new Float64(), false),
        // id of the label with the highest output
        new Field('predicted', new Int32(), false),
        // `words` or `shap`; `partition`, `exact`, `integratedGradients` or `occlusion`
        new Field('mode', new Utf8(), false),
        new Field('method', new Utf8(), false),
        // versions of the text evaluated, and how many were allowed; `partition` takes two at a time, so it may pass
        // an odd number by one
        new Field('evaluations', new Int32(), false),
        new Field('budget', new Int32(), false),
        // by how much the predicted label's probability falls, as a mean over shares of the words, without those
        // that speak most for it, and with those alone (DeYoung et al., 2020)
        new Field('comprehensiveness', new Float64(), false),
        new Field('sufficiency', new Float64(), false),
      ]),
    },
    words: {
      path: 'words.arrow',
      doc: 'one row a word and label over the sample, by the tuned classifier; by label, the strongest word first',
      schema: new Schema([
        // in lower case
        new Field('word', new Utf8(), false),
        new Field('label', new Int32(), false),
        // in how many texts of the sample
        new Field('texts', new Int32(), false),
        // of the word's value in a text, over those texts
        new Field('meanValue', new Float64(), false),
        // over all texts of the sample: how much of the label's probability the word moves
        new Field('totalValue', new Float64(), false),
      ]),
    },
    page: {path: 'index.html', doc: 'the explanations as a self-contained page'},
  },
});
