import {
  type Classifier,
  type ClassifierWeights,
  compileOnTokens,
  type InputIds,
  lengthBatches,
  logitsFromTokens,
  padRows,
} from '@retune/encoder';

/** What the explainer needs of a classifier. */
export type TextClassifier = Pick<Classifier, 'config' | 'logits' | 'dispose'>;

/** About the tokens of a batch: with fewer the cores idle, with more rows of unlike lengths are padded. */
const TOKENS_PER_BATCH = 640;

/**
 * A classifier whose whole computation runs as one compiled TensorFlow graph. Throws GraphError where it
 * can't be compiled.
 */
export function graphClassifier(weights: ClassifierWeights): TextClassifier {
  const {config} = weights;
  const graph = compileOnTokens(weights, (tensorOf, input) => logitsFromTokens(config, tensorOf, input));
  return {
    config,
    logits: async (rows) => {
      const results: Float32Array[] = new Array(rows.length);
      const lengths = rows.map(({length}) => length);
      const batches = lengthBatches(lengths, TOKENS_PER_BATCH).map((places) => ({
        places,
        ...padRows(
          config,
          places.map((row) => rows[row] as InputIds),
        ),
      }));
      for (const [{places}, logits] of graph.run(batches)) {
        const values = logits.dataSync() as Float32Array; // [batch, classes]
        logits.dispose();
        const classes = values.length / places.length;
        places.forEach((row, i) => {
          results[row] = values.slice(i * classes, (i + 1) * classes);
        });
      }
      return results;
    },
    dispose: graph.dispose,
  };
}
