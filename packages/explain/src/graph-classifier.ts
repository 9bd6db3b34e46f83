import {tf} from '@retune/backend';
import {compileFunctions} from '@retune/backend/graph';
import {
  type Classifier,
  type ClassifierWeights,
  type InputIds,
  lengthBatches,
  logitsFromTokens,
  padRows,
  type TokenInput,
} from '@retune/encoder';

/** What the explainer needs of a classifier. */
export type TextClassifier = Pick<Classifier, 'config' | 'logits' | 'dispose'>;

/** Padded tokens of a batch: with fewer the cores idle, with more rows of unlike lengths are padded. */
const TOKENS_PER_BATCH = 1024;

/**
 * A classifier whose whole computation runs as one compiled TensorFlow graph. Throws GraphError where it
 * can't be compiled.
 */
export function graphClassifier({config, tensors}: ClassifierWeights): TextClassifier {
  const variables = Object.fromEntries(
    [...tensors].map(([name, {shape, data}]) => [name, tf.tensor(data, [...shape])]),
  );
  try {
    const session = compileFunctions({
      variables,
      functions: {
        logits: {
          feeds: {
            inputIds: {dtype: 'int32', shape: ['batch', 'tokens']},
            positionIds: {dtype: 'int32', shape: ['tokens']},
            attentionMask: {dtype: 'float32', shape: ['batch', 'tokens']},
          },
          compute: (fed, weights) => ({
            logits: logitsFromTokens(
              config,
              (name) => weights[name] as tf.Tensor,
              fed as unknown as TokenInput,
            ),
          }),
          fuse: true,
        },
      },
    });
    return {
      config,
      logits: async (rows) =>
        logitsByBatches(rows, (batch) => {
          const {batch: size, tokens, inputIds, positionIds, attentionMask} = padRows(config, batch);
          const {logits} = session.run('logits', {
            inputIds: {shape: [size, tokens], values: inputIds},
            positionIds: {shape: [tokens], values: positionIds},
            attentionMask: {shape: [size, tokens], values: attentionMask},
          });
          return logits?.values as Float32Array; // [batch, classes]
        }),
      dispose: () => session.dispose(),
    };
  } finally {
    tf.dispose(variables);
  }
}

/** Each row's logits [classes], in the order given, computed in batches of similar length. */
function logitsByBatches(
  rows: readonly InputIds[],
  compute: (batch: readonly InputIds[]) => Float32Array,
): Float32Array[] {
  const results: Float32Array[] = new Array(rows.length);
  const lengths = rows.map(({length}) => length);
  for (const batch of lengthBatches(lengths, TOKENS_PER_BATCH)) {
    const logits = compute(batch.map((row) => rows[row] as InputIds)); // [batch, classes]
    const classes = logits.length / batch.length;
    batch.forEach((row, i) => {
      results[row] = logits.slice(i * classes, (i + 1) * classes);
    });
  }
  return results;
}
