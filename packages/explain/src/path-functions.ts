import {tf} from '@retune/backend';
import type {FeedSpec} from '@retune/backend/graph';
import {
  type EncoderConfig,
  embeddingWeights,
  headFromWords,
  padRows,
  type TensorOf,
  wordEmbeddings,
} from '@retune/encoder';
import type {LabelGroups} from './label-groups.js';
import type {PathPoint} from './path-point.js';

/** Of points on paths, each a row with its own two ends; padded tokens change nothing and are hidden. */
const POINTS = {
  from: {dtype: 'int32', shape: ['points', 'tokens']},
  to: {dtype: 'int32', shape: ['points', 'tokens']},
  at: {dtype: 'float32', shape: ['points']},
  positionIds: {dtype: 'int32', shape: ['tokens']},
  attentionMask: {dtype: 'float32', shape: ['points', 'tokens']},
} as const satisfies Record<string, FeedSpec>;

type PointFeeds = Record<keyof typeof POINTS, tf.Tensor>;

/**
 * What the head's activation is given, `preactivations` [points, hidden], with the logits [points, classes]; and how
 * its sums with the `cotangents` of a group's labels change by token, `changes` [size, points, tokens].
 */
export function pathFunctions(config: EncoderConfig, {size}: Pick<LabelGroups, 'size'>) {
  const headOf = (feeds: tf.NamedTensorMap, weights: tf.NamedTensorMap, words: tf.Tensor) => {
    const {positionIds, attentionMask} = feeds as PointFeeds;
    return headFromWords(config, tensorsIn(weights), {words, positionIds, attentionMask});
  };
  return {
    outputs: {
      feeds: POINTS,
      compute: (feeds: tf.NamedTensorMap, weights: tf.NamedTensorMap): tf.NamedTensorMap =>
        headOf(feeds, weights, pathOf(config, weights, feeds as PointFeeds).words),
    },
    changes: {
      feeds: {
        ...POINTS,
        cotangents: {dtype: 'float32' as const, shape: [size, 'points', config.hiddenSize]},
      },
      compute: (feeds: tf.NamedTensorMap, weights: tf.NamedTensorMap): tf.NamedTensorMap => {
        const {words, change} = pathOf(config, weights, feeds as PointFeeds);
        const changeOf = (cotangents: tf.Tensor) => {
          const total = (x: tf.Tensor) => headOf(feeds, weights, x).preactivations.mul(cotangents).sum();
          return tf.grad(total)(words).mul(change).sum(-1); // [points, tokens]
        };
        // TensorFlow computes the pass forward, which stands in the graph for each label, only once.
        const ofLabels = tf.unstack(feeds.cotangents as tf.Tensor); // [points, hidden] each
        return {changes: tf.stack(ofLabels.map(changeOf))};
      },
    },
  };
}

/** Word embeddings at the points, and their whole change along the path, both [points, tokens, hidden]. */
function pathOf(config: EncoderConfig, weights: tf.NamedTensorMap, {from, to, at}: PointFeeds) {
  const embeddings = embeddingWeights(config, tensorsIn(weights));
  const start = wordEmbeddings(embeddings, from);
  const change = wordEmbeddings(embeddings, to).sub(start);
  return {words: start.add(change.mul(at.reshape([-1, 1, 1]))), change};
}

function tensorsIn(weights: tf.NamedTensorMap): TensorOf {
  return (name) => weights[name] as tf.Tensor;
}

/** The feeds of points, but for the cotangents. */
export function pathFeedValues(config: EncoderConfig, points: readonly PathPoint[]) {
  const from = padRows(
    config,
    points.map((point) => point.from),
  );
  const {batch, tokens, inputIds, positionIds, attentionMask} = padRows(
    config,
    points.map(({to}) => to),
  );
  return {
    from: {shape: [batch, tokens], values: from.inputIds},
    to: {shape: [batch, tokens], values: inputIds},
    at: {shape: [batch], values: Float32Array.from(points, ({at}) => at)},
    positionIds: {shape: [tokens], values: positionIds},
    attentionMask: {shape: [batch, tokens], values: attentionMask},
  };
}

/** The same as tensors, for a run without a graph. */
export function pathFeedTensors(
  feeds: Readonly<Record<string, {shape: number[]; values: Int32Array | Float32Array}>>,
): tf.NamedTensorMap {
  return Object.fromEntries(
    Object.entries(feeds).map(([name, {shape, values}]) => [
      name,
      tf.tensor(values, shape, values instanceof Int32Array ? 'int32' : 'float32'),
    ]),
  );
}
