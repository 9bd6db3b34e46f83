import {readFile} from 'node:fs/promises';
import {isMainThread, parentPort, Worker, workerData} from 'node:worker_threads';
import {tableFromIPC} from 'apache-arrow';
import {bagOfWordsLogits} from './bag-of-words/bag-of-words.js';
import {majorityLogits} from './majority-logits.js';
import type {EvaluateParams} from './params.js';
import {type ScoredClassifier, scoredClassifiers} from './scored-classifiers.js';
import {labelsOfRows, rowsOf, tokenRows} from './token-rows.js';

/** What the baselines are made from; as a thread's data it says what the thread is for. */
interface BaselinesTask {
  /** The verified tokens.arrow. */
  baselinesOf: string;
  params: EvaluateParams;
}

/** Baselines at work beside what else there is to do. */
export interface LearningBaselines {
  /** Learned from the train split, with their logits of the judged one; none where train has no rows. */
  classifiers: Promise<readonly ScoredClassifier[]>;
  /** Ends their work, whether it is done or not: the process lives as long as it does. */
  end(): Promise<unknown>;
}

/**
 * Starts classifiers without an encoder. They are computed in a thread of their own, as TensorFlow is loaded
 * beside.
 */
export function startBaselines(tokensFile: string, params: EvaluateParams): LearningBaselines {
  const task: BaselinesTask = {baselinesOf: tokensFile, params};
  // Uncompiled, as in tests, this module is no code that a thread could be started with.
  const learning = import.meta.url.endsWith('.ts')
    ? {classifiers: computed(task), end: async () => {}}
    : inThread(task);
  // A failure is told where they are awaited; one that comes before would end the process.
  learning.classifiers.catch(() => {});
  return learning;
}

function inThread(task: BaselinesTask): LearningBaselines {
  const worker = new Worker(new URL(import.meta.url), {workerData: task});
  const classifiers = new Promise<readonly ScoredClassifier[]>((resolve, reject) => {
    worker
      .once('message', resolve)
      .once('error', reject)
      .once('exit', () => reject(new Error('Internal error: the thread of the baselines gave none')));
  });
  return {classifiers, end: () => worker.terminate()};
}

if (!isMainThread && workerData?.baselinesOf !== undefined)
  parentPort?.postMessage(await computed(workerData as BaselinesTask));

async function computed({baselinesOf, params}: BaselinesTask): Promise<readonly ScoredClassifier[]> {
  const tokens = tokenRows(tableFromIPC(await readFile(baselinesOf)));
  const [train, rows] = [rowsOf(tokens, 'train'), rowsOf(tokens, params.split)];
  if (train.length === 0) return [];
  const classes = tokens.labelNames.length;
  const inputIdsOf = (places: Int32Array) => Array.from(places, (row) => tokens.inputIds[row] as Int32Array);
  const learned = {inputIds: inputIdsOf(train), labels: labelsOfRows(tokens, train)};
  return scoredClassifiers(
    labelsOfRows(tokens, rows),
    [
      {name: 'majority', logits: majorityLogits(learned.labels, rows.length, classes)},
      {name: 'bagOfWords', logits: bagOfWordsLogits(learned, inputIdsOf(rows), classes)},
    ],
    params,
  );
}
