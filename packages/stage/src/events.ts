/** What a stage says while it works. Stages never print; listeners decide what becomes of an event. */
export type StageEvent =
  | ProgressEvent
  /** The work begins, and has ended well; the runner says so, not stages. */
  | {kind: 'started'}
  | {kind: 'done'}
  /** Measurements at a step of the work, kept for charts. What stands before a slash groups: `validation/loss`. */
  | {kind: 'measured'; step: number; values: Record<string, number>}
  /** The work goes on after this step, which a run did that was ended. */
  | {kind: 'resumed'; step: number}
  /** Something worth a line: a choice made, a part finished. */
  | {kind: 'note'; message: string}
  /** The result stands, but the user should know. */
  | {kind: 'warning'; message: string};

/** Long work: `done` of `total` units so far. */
export interface ProgressEvent {
  kind: 'progress';
  done: number;
  total: number;
  unit: string;
  /** What else was done so far, by its unit: rows, where the unit is steps. */
  counts?: Record<string, number>;
  /** Measurements of the moment: loss, learningRate. */
  values?: Record<string, number>;
  /** Told by the listener {@link paced}, not by stages. */
  pace?: Pace;
}

/** How fast work goes, on the whole since it began. */
export interface Pace {
  secondsLeft: number;
  /** By unit, those of `counts` included. */
  perSecond: Record<string, number>;
}

export type Emit = (event: StageEvent) => void;
