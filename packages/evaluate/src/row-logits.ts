import {GraphError} from '@retune/backend/graph';
import {
  Classifier,
  type ClassifierWeights,
  compileOnHiddenStates,
  compileOnTokens,
  type HiddenStateRows,
  type InputIds,
  logitsFromHiddenStates,
  logitsFromTokens,
  padHiddenRows,
  padRows,
} from '@retune/encoder';
import type {Emit} from '@retune/stage';

/** Computes logits of rows of the tokens table, row-major [rows, classes]. */
export interface RowLogits {
  compute(rows: readonly number[]): Float32Array | Promise<Float32Array>;
  dispose(): void;
}

/** What a classifier reads of the rows: their tokens, or hidden states that were computed from them. */
export type RowSource = {inputIds: readonly InputIds[]} | {features: HiddenStateRows};

/**
 * A classifier as one compiled TensorFlow graph; where that can't be compiled run operation by operation, with a
 * warning that says why.
 */
export function rowLogits(weights: ClassifierWeights, source: RowSource, emit: Emit): RowLogits {
  try {
    return 'features' in source
      ? graphOnFeatures(weights, source.features)
      : graphOnTokens(weights, source.inputIds);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const message = `the layers run operation by operation, because no graph could be compiled. ${error.message}`;
    emit({kind: 'warning', message});
    return eager(weights, source);
  }
}

function graphOnFeatures(weights: ClassifierWeights, features: HiddenStateRows): RowLogits {
  const layers = features.frozenLayers;
  const graph = compileOnHiddenStates(weights, (tensorOf, input) =>
    logitsFromHiddenStates(weights.config, tensorOf, input, {layers}),
  );
  return {compute: (rows) => valuesOf(graph.run(padHiddenRows(features, rows))), dispose: graph.dispose};
}

function graphOnTokens(weights: ClassifierWeights, inputIds: readonly InputIds[]): RowLogits {
  const {config} = weights;
  const graph = compileOnTokens(weights, (tensorOf, input) => logitsFromTokens(config, tensorOf, input));
  const idsOf = (rows: readonly number[]) => rows.map((row) => inputIds[row] as InputIds);
  return {compute: (rows) => valuesOf(graph.run(padRows(config, idsOf(rows)))), dispose: graph.dispose};
}

function valuesOf(logits: ReturnType<ReturnType<typeof compileOnTokens>['run']>): Float32Array {
  const values = logits.dataSync() as Float32Array; // [rows, classes]
  logits.dispose();
  return values;
}

/** What the graph must equal. */
export function eager(weights: ClassifierWeights, source: RowSource): RowLogits {
  const classifier = new Classifier(weights.config, [], weights.tensors);
  return {
    compute: async (rows) => {
      const logits =
        'features' in source
          ? await classifier.logitsFromFeatures(source.features, rows)
          : await classifier.logits(rows.map((row) => source.inputIds[row] as InputIds));
      return Float32Array.from(logits.flatMap((row) => [...row]));
    },
    dispose: () => classifier.dispose(),
  };
}
