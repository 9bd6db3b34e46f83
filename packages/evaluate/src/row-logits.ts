import {compiledOrEager} from '@retune/backend/graph';
import {
  Classifier,
  type ClassifierWeights,
  compileOnHiddenStates,
  compileOnTokens,
  type InputIds,
  logitsFromHiddenStates,
  logitsFromTokens,
  padRefinedRows,
  padRows,
  type RefinedStateRows,
  type RowsGraph,
} from '@retune/encoder';
import type {Emit} from '@retune/stage';

/** Computes logits of rows of the tokens table. */
export interface RowLogits {
  /** Logits of each batch of rows, in order, row-major [batch, classes]. */
  compute(batches: Iterable<readonly number[]>): Iterable<Float32Array> | AsyncIterable<Float32Array>;
  dispose(): void;
}

/** What a classifier reads of the rows: their tokens, or hidden states that were computed from them. */
export type RowSource = {inputIds: readonly InputIds[]} | {features: RefinedStateRows};

/**
 * A classifier as one compiled TensorFlow graph; where that can't be compiled run operation by operation, with a
 * warning that says why.
 */
export function rowLogits(weights: ClassifierWeights, source: RowSource, emit: Emit): RowLogits {
  const compile = () =>
    'features' in source
      ? graphOnFeatures(weights, source.features)
      : graphOnTokens(weights, source.inputIds);
  const consequence = 'the layers run operation by operation';
  return compiledOrEager(compile, () => eager(weights, source), {consequence, emit});
}

function graphOnFeatures(weights: ClassifierWeights, features: RefinedStateRows): RowLogits {
  const layers = features.frozenLayers;
  const graph = compileOnHiddenStates(weights, (tensorOf, input) =>
    logitsFromHiddenStates(weights.config, tensorOf, input, {layers}),
  );
  return byGraph(graph, (rows) => padRefinedRows(features, rows));
}

function graphOnTokens(weights: ClassifierWeights, inputIds: readonly InputIds[]): RowLogits {
  const {config} = weights;
  const graph = compileOnTokens(weights, (tensorOf, input) => logitsFromTokens(config, tensorOf, input));
  const idsOf = (rows: readonly number[]) => rows.map((row) => inputIds[row] as InputIds);
  return byGraph(graph, (rows) => padRows(config, idsOf(rows)));
}

function byGraph<Rows>(graph: RowsGraph<Rows>, read: (rows: readonly number[]) => Rows): RowLogits {
  function* padded(batches: Iterable<readonly number[]>) {
    for (const rows of batches) yield read(rows);
  }
  return {
    *compute(batches) {
      for (const [, logits] of graph.run(padded(batches))) {
        yield logits.dataSync() as Float32Array; // [batch, classes]
        logits.dispose();
      }
    },
    dispose: graph.dispose,
  };
}

/** What the graph must equal. */
export function eager(weights: ClassifierWeights, source: RowSource): RowLogits {
  const classifier = new Classifier(weights.config, weights.tensors);
  return {
    async *compute(batches) {
      for (const rows of batches) {
        const logits =
          'features' in source
            ? await classifier.logitsFromFeatures(source.features, rows)
            : await classifier.logits(rows.map((row) => source.inputIds[row] as InputIds));
        yield Float32Array.from(logits.flatMap((row) => [...row]));
      }
    },
    dispose: () => classifier.dispose(),
  };
}
