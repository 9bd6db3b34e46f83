import {tf} from '@retune/backend';
import {compiledOrEager, compileFunctions} from '@retune/backend/graph';
import {type ClassifierWeights, lengthBatches, softmax} from '@retune/encoder';
import type {Emit} from '@retune/stage';
import type {ExplainedClassifier} from './explained-classifiers.js';
import {changesByLabel, type LabelGroups, labelGroups} from './label-groups.js';
import {pathFeedTensors, pathFeedValues, pathFunctions} from './path-functions.js';
import type {PathPoint} from './path-point.js';
import {requireFinite} from './require-finite.js';

/** What a classifier does along paths; dispose it after use. */
export interface PathGradients {
  /** Each point's probabilities [classes]. Throws {@link StageError} where they are not finite. */
  probabilities(points: readonly PathPoint[]): Float64Array[];
  /**
   * For each point [classes][tokens]: how fast the class's probability changes there along the path by this
   * token, which is the gradient with respect to its word embedding times the embedding's whole change.
   */
  changes(points: readonly PathPoint[]): Float32Array[][];
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
    probabilities: (points) =>
      byBatches(points, (batch) => {
        const logits = run('logits', pathFeedValues(config, batch)); // [points, classes]
        return batch.map((_, i) => {
          const ofPoint = logits.subarray(i * classes, (i + 1) * classes);
          requireFinite(ofPoint, model);
          return softmax(ofPoint);
        });
      }),
    changes: (points) =>
      byBatches(points, (batch) => {
        const feeds = pathFeedValues(config, batch);
        // [groups] of [labels of a group, points, tokens]
        const ofGroups = groups.oneHot.map((labels) => run('changes', {...feeds, labels}));
        return changesByLabel(ofGroups, batch, groups);
      }),
    dispose,
  };
}

type Run = (
  name: 'logits' | 'changes',
  feeds: ReturnType<typeof pathFeedValues> & {labels?: LabelGroups['oneHot'][number]},
) => Float32Array;

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
      run: (name, feeds) => session.run(name, feeds).result?.values as Float32Array,
      dispose: () => session.dispose(),
    };
  };
  const eager = (): Running => ({
    run: (name, feeds) => {
      const result = tf.tidy(() => functions[name].compute(pathFeedTensors(feeds), variables).result);
      const values = result.dataSync() as Float32Array;
      result.dispose();
      return values;
    },
    dispose: () => tf.dispose(variables),
  });
  return compiledOrEager(compiled, eager, {consequence: 'gradients run operation by operation', emit});
}

/** Each point's result, in the order given, computed in batches of similar length. */
function byBatches<Result>(
  points: readonly PathPoint[],
  compute: (batch: readonly PathPoint[]) => readonly Result[],
): Result[] {
  const results: Result[] = new Array(points.length);
  const lengths = points.map(({to}) => to.length);
  for (const batch of lengthBatches(lengths, TOKENS_PER_BATCH)) {
    const ofBatch = compute(batch.map((place) => points[place] as PathPoint));
    batch.forEach((place, i) => {
      results[place] = ofBatch[i] as Result;
    });
  }
  return results;
}
