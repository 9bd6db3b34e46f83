import type {Version} from './explainable-text.js';
import {type ExplanationTask, OpenExplanation} from './open-explanation.js';

/** Gives each version's probabilities [classes], finite, in the order of the versions. */
export type ClassifyVersions = (versions: readonly Version[]) => Promise<Float64Array[]>;

/** Texts explained side by side: enough to fill the model's batches, few enough to keep their outputs. */
const SIDE_BY_SIDE = 32;

/**
 * Explains texts side by side, so that the versions of all of them share the model's batches; each is
 * evaluated once. Equal, but for the model's rounding, to explaining one text after the other.
 *
 * @param onProgress told after every round how many masks of how many (at most) are done
 */
export async function explainTexts<Result>(
  tasks: readonly ExplanationTask<Result>[],
  classify: ClassifyVersions,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Result[]> {
  const total = tasks.reduce((sum, {masks}) => sum + masks, 0);
  const opened: OpenExplanation<Result>[] = [];
  const masksDone = () => opened.reduce((sum, {masksDone}) => sum + masksDone, 0);
  let running: OpenExplanation<Result>[] = [];
  while (running.length > 0 || opened.length < tasks.length) {
    for (const task of tasks.slice(opened.length, opened.length + SIDE_BY_SIDE - running.length)) {
      const explanation = new OpenExplanation(task);
      opened.push(explanation);
      running.push(explanation);
    }
    await goOnTogether(running, classify);
    running = running.filter(({finished}) => finished === undefined);
    const all = running.length === 0 && opened.length === tasks.length;
    onProgress(all ? total : Math.min(masksDone(), total), total);
  }
  return opened.map(({finished}) => (finished as {result: Result}).result);
}

async function goOnTogether(
  running: readonly OpenExplanation<unknown>[],
  classify: ClassifyVersions,
): Promise<void> {
  const wanted = running.map((explanation) => explanation.wanted());
  const versions = wanted.flat();
  const outputs = versions.length > 0 ? await classify(versions) : [];
  let first = 0;
  for (const [i, explanation] of running.entries()) {
    const count = wanted[i]?.length ?? 0;
    explanation.goOn(outputs.slice(first, first + count));
    first += count;
  }
}
