import {tf} from '@retune/backend';
import {compileFunctions, GraphError} from '@retune/backend/graph';
import {
  type ClassifierWeights,
  embeddingWeights,
  logitsFromWords,
  type TensorOf,
  wordEmbeddings,
} from '@retune/encoder';
import type {Emit} from '@retune/stage';

/** A straight path between the word embeddings of two rows, with the points at which it is looked at. */
export interface EmbeddingPath {
  /** [tokens] the row at 0 and the row at 1. */
  from: readonly number[];
  to: readonly number[];
  /** [points] from 0 to 1, and what the gradient there counts. */
  points: ArrayLike<number>;
  weights: ArrayLike<number>;
}

/** Sums of gradients along paths; dispose it after use. */
export interface PathGradients {
  /**
   * For one class: over the points, the weighted sum of the gradient of its probability with respect to each
   * token's word embedding, times the embedding's change along the path. Gives [tokens].
   */
  along(path: EmbeddingPath, label: number): Float32Array;
  dispose(): void;
}

type Compute = (feeds: tf.NamedTensorMap, weights: tf.NamedTensorMap) => {sums: tf.Tensor};

/** Compiles the gradients as a graph; where that can't be done they run eagerly, with a warning that says why. */
export function createPathGradients(weights: ClassifierWeights, classes: number, emit: Emit): PathGradients {
  const compute = pathSums(weights);
  const variables = Object.fromEntries(
    [...weights.tensors].map(([name, {shape, data}]) => [name, tf.tensor(data, [...shape])]),
  );
  const positionOffset = weights.config.positionOffset;
  try {
    const session = compileFunctions({variables, functions: {sums: {feeds: feedsOf(classes), compute}}});
    tf.dispose(variables);
    return {
      along: (path, label) =>
        session.run('sums', feedValues(path, label, classes, positionOffset)).sums?.values as Float32Array,
      dispose: () => session.dispose(),
    };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const message = `gradients run operation by operation, because no graph could be compiled. ${error.message}`;
    emit({kind: 'warning', message});
    return {
      along: (path, label) => {
        const values = feedValues(path, label, classes, positionOffset);
        const sums = tf.tidy(() => compute(tensorsOf(values, classes), variables).sums);
        const result = sums.dataSync() as Float32Array;
        sums.dispose();
        return result;
      },
      dispose: () => tf.dispose(variables),
    };
  }
}

function pathSums({config}: ClassifierWeights): Compute {
  return (feeds, weights) => {
    const {from, to, positionIds, points, pointWeights, attentionMask, label} =
      feeds as unknown as Feeds<tf.Tensor>;
    const tensorOf: TensorOf = (name) => weights[name] as tf.Tensor;
    const embeddings = embeddingWeights(config, tensorOf);
    const start = wordEmbeddings(embeddings, from); // [tokens, hidden]
    const change = wordEmbeddings(embeddings, to).sub(start); // [tokens, hidden]
    const path = start.add(change.mul(points.reshape([-1, 1, 1]))); // [points, tokens, hidden]
    const total = (words: tf.Tensor) => {
      const logits = logitsFromWords(config, tensorOf, {words, positionIds, attentionMask});
      return tf
        .softmax(logits)
        .mul(label)
        .mul(pointWeights.reshape([-1, 1]))
        .sum(); // of [points, classes]
    };
    const gradient = tf.grad(total)(path); // [points, tokens, hidden]
    return {sums: gradient.mul(change).sum([0, 2])}; // [tokens]
  };
}

interface Feeds<Value> {
  from: Value;
  to: Value;
  positionIds: Value;
  points: Value;
  pointWeights: Value;
  attentionMask: Value;
  label: Value;
}

function feedsOf(classes: number) {
  return {
    from: {dtype: 'int32', shape: ['tokens']},
    to: {dtype: 'int32', shape: ['tokens']},
    positionIds: {dtype: 'int32', shape: ['tokens']},
    points: {dtype: 'float32', shape: ['points']},
    pointWeights: {dtype: 'float32', shape: ['points']},
    attentionMask: {dtype: 'float32', shape: ['points', 'tokens']},
    label: {dtype: 'float32', shape: [classes]},
  } as const;
}

function feedValues(
  {from, to, points, weights}: EmbeddingPath,
  label: number,
  classes: number,
  offset: number,
) {
  const tokens = [from.length];
  const values: Feeds<{shape: number[]; values: Int32Array | Float32Array}> = {
    from: {shape: tokens, values: Int32Array.from(from)},
    to: {shape: tokens, values: Int32Array.from(to)},
    positionIds: {shape: tokens, values: Int32Array.from(from, (_, i) => offset + i)},
    points: {shape: [points.length], values: Float32Array.from(points)},
    pointWeights: {shape: [points.length], values: Float32Array.from(weights)},
    attentionMask: {
      shape: [points.length, from.length],
      values: new Float32Array(points.length * from.length).fill(1),
    },
    label: {shape: [classes], values: Float32Array.from({length: classes}, (_, i) => Number(i === label))},
  };
  return {...values};
}

function tensorsOf(values: ReturnType<typeof feedValues>, classes: number): tf.NamedTensorMap {
  const specs = feedsOf(classes);
  return Object.fromEntries(
    Object.entries(values).map(([name, {shape, values}]) => [
      name,
      tf.tensor(values, shape, specs[name as keyof typeof specs].dtype),
    ]),
  );
}
