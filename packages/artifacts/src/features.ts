import {artifactKind} from '@retune/stage';
import {Field, Float16, List, Schema} from 'apache-arrow';

/**
 * What the frozen layers make of each token, row i of `tokens` in row i. The schema's metadata:
 * `frozenLayers` (the embeddings and this many layers were applied), `hiddenSize`.
 */
export const features = artifactKind({
  kind: 'features',
  doc: 'Hidden states that the frozen layers give, half precision',
  files: {
    features: {
      path: 'features.arrow',
      doc: 'one row an example: tokens x hidden values, token after token',
      schema: new Schema([
        new Field('hiddenStates', new List(new Field('item', new Float16(), false)), false),
      ]),
    },
  },
});
