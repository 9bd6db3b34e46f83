import {artifactKind} from '@retune/stage';
import {Field, Float16, Int8, List, Schema} from 'apache-arrow';

/**
 * What the frozen layers make of each token, row i of `tokens` in row i. The schema's metadata:
 * `frozenLayers` (the embeddings and this many layers were applied), `hiddenSize`.
 */
export const features = artifactKind({
  kind: 'features',
  doc: 'Hidden states that the frozen layers give',
  files: {
    features: {
      path: 'features.arrow',
      doc: 'one row an example: tokens x hidden values, token after token',
      schema: new Schema([
        // half precision
        new Field('hiddenStates', new List(new Field('item', new Float16(), false)), false),
        // eight bits more of each value (see `@retune/encoder`), empty in rows of the train split
        new Field('refinements', new List(new Field('item', new Int8(), false)), false),
      ]),
    },
  },
});
