/** A row of a model's history. */
export interface HistoryRow {
  step: number;
  learningRate: number;
  /** Mean over the steps since the row before. */
  trainLoss: number;
  /** Null where the row is no evaluation. */
  validationLoss: number | null;
}

/**
 * What the loss did: it hardly fell; it was still falling when training ended; it fell and levelled off; or the
 * validation loss rose again from a step on. Unknown where too little was measured.
 */
export type LossCourse =
  | {kind: 'flat' | 'falling' | 'level' | 'unknown'}
  | {kind: 'overfit'; sinceStep: number};

/** Measurements below which no course is told. */
const FEWEST = 3;
/** What the validation loss must rise by from its lowest, as a share. */
const RISE = 0.1;
/** What the loss must fall by, as a share of the first. */
const FALL = 0.02;
/**
 * The fall in the second half as a share of that in the first: 0.28 with the tutorial's rate of 2e-5, 0.09 to 0.13 with
 * rates that suit, since a rate that goes to 0 brings the loss down a little in the end.
 */
const STILL_FALLING = 0.15;
/** The training loss in the end as a share of the validation loss: 1.0 at 2e-5, 0.8 where rows are known by heart. */
const NOT_YET_KNOWN = 0.9;
/** Rows of history that the training loss in the end is the mean of. */
const LAST_ROWS = 5;

/** A loss after a share of the training. */
interface Measured {
  step: number;
  share: number;
  loss: number;
}

/**
 * The course of the losses by step: of the validation loss, which learning rows by heart does not lower; of the
 * training loss where there were fewer than three evaluations. It counts as still falling only while rows of train are
 * known no better than others.
 */
export function lossCourse(history: readonly HistoryRow[]): LossCourse {
  const measured = sharesOfTraining(history);
  const evaluated = measured.flatMap(({validationLoss, ...row}) =>
    validationLoss === null ? [] : [{...row, loss: validationLoss}],
  );
  const losses = evaluated.length >= FEWEST ? evaluated : measured;
  const end = losses.at(-1)?.loss;
  if (losses.length < FEWEST || end === undefined) return {kind: 'unknown'};
  const start = (history[0] as HistoryRow).trainLoss;
  const lowest = losses.reduce((best, row) => (row.loss < best.loss ? row : best));
  if (start - lowest.loss < FALL * start) return {kind: 'flat'};
  if (losses === evaluated && end > lowest.loss * (1 + RISE))
    return {kind: 'overfit', sinceStep: lowest.step};
  const middle = lossAt(0.5, [{step: 0, share: 0, loss: start}, ...losses]);
  const isFalling = middle - end > STILL_FALLING * (start - middle);
  const isKnown = losses === evaluated && lastTrainLoss(history) < NOT_YET_KNOWN * end;
  return {kind: isFalling && !isKnown ? 'falling' : 'level'};
}

function lastTrainLoss(history: readonly HistoryRow[]): number {
  const last = history.slice(-LAST_ROWS);
  return last.reduce((sum, {trainLoss}) => sum + trainLoss, 0) / last.length;
}

/**
 * The rows with their training losses and the share of all learning rates, summed up over the steps, that was behind
 * them: a schedule that falls to 0 makes late steps count less.
 */
function sharesOfTraining(history: readonly HistoryRow[]): (Measured & Pick<HistoryRow, 'validationLoss'>)[] {
  let sum = 0;
  const sums = history.map(({step, learningRate}, i) => {
    const before = history[i - 1] ?? {step: 0, learningRate};
    sum += ((step - before.step) * (learningRate + before.learningRate)) / 2;
    return sum;
  });
  return history.map(({step, trainLoss, validationLoss}, i) => {
    return {step, share: (sums[i] as number) / sum, loss: trainLoss, validationLoss};
  });
}

/** The loss at a share of the training, in a line between the measurements around it. */
function lossAt(share: number, losses: readonly Measured[]): number {
  const next = losses.findIndex((row) => row.share >= share);
  const [before, after] = [losses[next - 1], losses[next]] as [Measured, Measured];
  const part = (share - before.share) / (after.share - before.share);
  return before.loss + part * (after.loss - before.loss);
}
