import type {SavedState} from '@retune/stage';
import {readTrainingState, type TrainingState, writeTrainingState} from './training-state.js';

/** Where training was, and has been. */
export interface StateMoment {
  step: number;
  /** Whether the validation rows were just evaluated. */
  evaluated: boolean;
}

/** Keeps what training goes on from. */
export interface TrainingStates {
  /** The state of an interrupted run. */
  load(): Promise<TrainingState | undefined>;
  /** Is offered the state after each step; `state` copies all tensors, so it is called only to save it. */
  offer(moment: StateMoment, state: () => TrainingState): Promise<void>;
}

/** Says after which steps a state is saved. */
export interface SavingRhythm {
  isDue(moment: StateMoment): boolean;
  /** Saving took place. */
  saved(milliseconds: number): void;
}

export const noStates: TrainingStates = {load: async () => undefined, offer: async () => {}};

/** States in the stage's place for them. */
export function savedStates(
  place: SavedState,
  rhythm: SavingRhythm,
  now: () => number = () => performance.now(),
): TrainingStates {
  return {
    load: async () => {
      const path = await place.load();
      return path === undefined ? undefined : await readTrainingState(path);
    },
    offer: async (moment, state) => {
      if (!rhythm.isDue(moment)) return;
      const start = now();
      await place.save((path) => writeTrainingState(path, state()));
      rhythm.saved(now() - start);
    },
  };
}

/** Milliseconds of work that a killed run loses at most, but for the time of a step. */
const LONGEST_LOSS = 20_000;
/** After an evaluation saving is worth more, as that need not be done again. */
const LOSS_AFTER_EVALUATION = 2000;
/** The work takes at least so many times as long as the saving. */
const WORK_PER_SAVING = 20;

/** Every 20 seconds and after evaluations, as long as saving takes no more than a twentieth of the time. */
export function byTime(now: () => number = () => performance.now()): SavingRhythm {
  let last = now();
  let cost = 0;
  return {
    isDue: ({evaluated}) =>
      now() - last >= Math.max(evaluated ? LOSS_AFTER_EVALUATION : LONGEST_LOSS, WORK_PER_SAVING * cost),
    saved: (milliseconds) => {
      last = now();
      cost = milliseconds;
    },
  };
}
