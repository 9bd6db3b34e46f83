import {tf} from '@retune/backend';
import {compiledOrEager, compileFunctions} from '@retune/backend/graph';
import {type ClassifierWeights, lengthBatches, softmax} from '@retune/encoder';
import type {Emit} from '@retune/stage';
import type {ExplainedClassifier} from './explained-classifiers.js';
import {changesByLabel, feedsByGroup, type LabelGroups, labelGroups} from './label-groups.js';
import {pathFeedTensors, pathFeedValues, pathFunctions} from './path-functions.js';
import type {PathPoint} from './path-point.js';
import {requireFinite} from './require-finite.js';

/** What a classifier gives at a point. */
export interface PathOutput {
  /** [classes] */
  probabilities: Float64Array;
  /** [units] What the head's activation is given. */
  preactivations: Float32Array;
}

/** A point with what the changes of the head's units count for each class. */
export interface WeighedPoint extends PathPoint {
  /** [classes][units], adding up to 0 over the classes. */
  cotangents: readonly Float32Array[];
}

/** What a classifier does along paths; dispose it after use. */
export interface PathGradients {
  /** Of each point. Throws {@link StageError} where logits are not finite. */
  outputs(points: readonly PathPoint[]): PathOutput[];
  /**
   * For each point [classes][tokens]: how fast the units' preactivations, weighed by the class's cotangents, change
   * there along the path by this token, which is the gradient with respect to its word embedding times the
   * embedding's whole change.
   */
  changes(points: readonly WeighedPoint[]): Float32Array[][];
  dispose(): void;
}

/** Padded tokens of a batch; gradients keep all hidden states, so that more would cost memory. */
const TOKENS_PER_BATCH = 1024;

/** A classifier whose gradients are wanted. */
export interface DifferentiatedClassifier {
  /** Which one it is, for a failure. */
  model: ExplainedClassifier['model'];
  weights: ClassifierWeights;
  classes: number;
}

/** Compiles both as graphs; where that can't be done they run eagerly, with a warning that says why. */
export function createPathGradients(
  {model, weights, classes}: DifferentiatedClassifier,
  emit: Emit,
): PathGradients {
  const groups = labelGroups(classes);
  const {run, dispose} = createRun(weights, groups, emit);
  const {config} = weights;
  return {
    outputs: (points) =>
      byBatches(points, (batch) => {
        const results = run('outputs', pathFeedValues(config, batch));
        const {logits, preactivations} = results as Required<typeof results>;
        requireFinite(logits, model);
        return batch.map((_, i) => ({
          probabilities: softmax(rowOf(logits, i, batch.length)),
          preactivations: rowOf(preactivations, i, batch.length),
        }));
      }),
    changes: (points) =>
      byBatches(points, (batch) => {
        const feeds = pathFeedValues(config, batch);
        const weighed = feedsByGroup(
          batch.map(({cotangents}) => cotangents),
          groups,
        );
        const ofGroups = weighed.map(
          (cotangents) => run('changes', {...feeds, cotangents}).changes as Float32Array,
        ); // [groups] of [labels of a group, points, tokens]
        return changesByLabel(ofGroups, batch, groups);
      }),
    dispose,
  };
}

/** A point's part of a result [points, ...]. */
function rowOf(values: Float32Array, point: number, points: number): Float32Array {
  const size = values.length / points;
  return values.slice(point * size, (point + 1) * size);
}

type Run = (
  name: 'outputs' | 'changes',
  feeds: ReturnType<typeof pathFeedValues> & {cotangents?: ReturnType<typeof feedsByGroup>[number]},
) => Partial<Record<'logits' | 'changes' | 'preactivations', Float32Array>>;

interface Running {
  run: Run;
  dispose(): void;
}

function createRun(weights: ClassifierWeights, groups: LabelGroups, emit: Emit): Running {
  const functions = pathFunctions(weights.config, groups);
  const variables = Object.fromEntries(
    [...weights.tensors].map(([name, {shape, data}]) => [name, tf.tensor(data, [...shape])]),
  );
  const compiled = (): Running => {
    const session = compileFunctions({variables, functions});
    tf.dispose(variables);
    return {
      run: (name, feeds) => eachValue(session.run(name, feeds), (result) => result.values as Float32Array),
      dispose: () => session.dispose(),
    };
  };
  const eager = (): Running => ({
    run: (name, feeds) => {
      const results = tf.tidy(() => functions[name].compute(pathFeedTensors(feeds), variables));
      const values = eachValue(results, (result) => result.dataSync() as Float32Array);
      tf.dispose(results);
      return values;
    },
    dispose: () => tf.dispose(variables),
  });
  return compiledOrEager(compiled, eager, {consequence: 'gradients run operation by operation', emit});
}

function eachValue<Value, Result>(
  values: Readonly<Record<string, Value>>,
  change: (value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

/** Each point's result, in the order given, computed in batches of similar length. */
function byBatches<Point extends PathPoint, Result>(
  points: readonly Point[],
  compute: (batch: readonly Point[]) => readonly Result[],
): Result[] {
  const results: Result[] = new Array(points.length);
  const lengths = points.map(({to}) => to.length);
  for (const batch of lengthBatches(lengths, TOKENS_PER_BATCH)) {
    const ofBatch = compute(batch.map((place) => points[place] as Point));
    batch.forEach((place, i) => {
      results[place] = ofBatch[i] as Result;
    });
  }
  return results;
}
