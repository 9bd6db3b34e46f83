import type {Version} from './explainable-text.js';
import {type ExplanationTask, OpenExplanation} from './open-explanation.js';
import {textGroups} from './text-groups.js';

/** Gives each version's probabilities [classes], finite, in the order of the versions. */
export type ClassifyVersions = (versions: readonly Version[]) => Promise<Float64Array[]>;

export interface ExplainOptions {
  /** Told after every round how many masks of how many (at most) are done. */
  onProgress?: (done: number, total: number) => void;
  /** Does a group's work, or has its results already. */
  group?: <Results>(work: () => Promise<Results>) => Promise<Results>;
}

/**
 * Explains texts in groups, those of a group side by side, so that the versions of all of them share the
 * model's batches; each is evaluated once. Equal, but for the model's rounding, to explaining one text after
 * the other. What shares a batch depends on the texts alone, so equal texts give equal bits.
 */
export async function explainTexts<Result>(
  tasks: readonly ExplanationTask<Result>[],
  classify: ClassifyVersions,
  {onProgress = () => {}, group = (work) => work()}: ExplainOptions = {},
): Promise<Result[]> {
  const masksOf = (some: readonly ExplanationTask<Result>[]) => some.reduce((sum, {masks}) => sum + masks, 0);
  const total = masksOf(tasks);
  const results: Result[] = [];
  for (const members of textGroups(tasks)) {
    const before = masksOf(tasks.slice(0, results.length));
    const most = before + masksOf(members);
    const onMasks = (done: number) => onProgress(Math.min(before + done, most), total);
    results.push(...(await group(() => explainGroup(members, classify, onMasks))));
    onProgress(most, total);
  }
  return results;
}

async function explainGroup<Result>(
  tasks: readonly ExplanationTask<Result>[],
  classify: ClassifyVersions,
  onMasks: (done: number) => void,
): Promise<Result[]> {
  const opened = tasks.map((task) => new OpenExplanation(task));
  for (;;) {
    const running = opened.filter(({finished}) => finished === undefined);
    if (running.length === 0) break;
    await goOnTogether(running, classify);
    onMasks(opened.reduce((sum, {masksDone}) => sum + masksDone, 0));
  }
  return opened.map(({finished}) => (finished as {result: Result}).result);
}

async function goOnTogether(
  running: readonly OpenExplanation<unknown>[],
  classify: ClassifyVersions,
): Promise<void> {
  const wanted = running.map((explanation) => explanation.wanted());
  const outputs = await classify(wanted.flat());
  let first = 0;
  for (const [i, explanation] of running.entries()) {
    const count = wanted[i]?.length ?? 0;
    explanation.goOn(outputs.slice(first, first + count));
    first += count;
  }
}
