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

/** Rows below which no course is told. */
const FEWEST_ROWS = 5;
/** What the validation loss must rise by from its lowest, as a share. */
const RISE = 0.1;
/** What the training loss must fall by, as a share of the first. */
const FALL = 0.02;
/**
 * The fall in the second half of the training as a share of that in the first. 0.02 to 0.1 where a rate suits, above
 * 0.5 at the tutorial's.
 */
const STILL_FALLING = 0.25;

/** The course of the losses by step. */
export function lossCourse(history: readonly HistoryRow[]): LossCourse {
  if (history.length < FEWEST_ROWS) return {kind: 'unknown'};
  const {start, middle, end} = trainLosses(history);
  if (start - end < FALL * start) return {kind: 'flat'};
  const sinceStep = riseOfValidationLoss(history);
  if (sinceStep !== undefined) return {kind: 'overfit', sinceStep};
  return {kind: middle - end > STILL_FALLING * (start - middle) ? 'falling' : 'level'};
}

/** The step of the lowest validation loss, where it has risen since. */
function riseOfValidationLoss(history: readonly HistoryRow[]): number | undefined {
  const evaluated = history.flatMap(({step, validationLoss: loss}) => (loss === null ? [] : [{step, loss}]));
  const lowest = evaluated.toSorted((a, b) => a.loss - b.loss)[0];
  const last = evaluated.at(-1);
  return lowest && last && last.loss > lowest.loss * (1 + RISE) ? lowest.step : undefined;
}

/**
 * The training loss at the start, around the middle and in the end. The middle is where half of the learning rates
 * are summed up: a schedule that falls to 0 makes late steps count less.
 */
function trainLosses(history: readonly HistoryRow[]): {start: number; middle: number; end: number} {
  let summed = 0;
  const sums = history.map(({step, learningRate}, i) => {
    const before = history[i - 1] ?? {step: 0, learningRate};
    summed += ((step - before.step) * (learningRate + before.learningRate)) / 2;
    return summed;
  });
  const progress = sums.map((sum) => sum / summed);
  const meanAround = (share: number) => {
    const nearest = Math.min(...progress.map((value) => Math.abs(value - share)));
    const width = Math.max(nearest, 0.1);
    const rows = history.filter((_, i) => Math.abs((progress[i] as number) - share) <= width);
    return rows.reduce((sum, {trainLoss}) => sum + trainLoss, 0) / rows.length;
  };
  return {start: (history[0] as HistoryRow).trainLoss, middle: meanAround(0.5), end: meanAround(1)};
}
