import {BestStep, type BestStepOptions} from './best-step.js';
import {type HistoryRow, MeanSinceLastRow} from './history.js';
import type {StepResult} from './step-executor.js';
import type {TrainingState} from './training-state.js';

type RecordState = Pick<TrainingState, 'history' | 'sums' | 'best'>;

/** What training has measured and found so far. */
export class TrainingRecord {
  readonly history: HistoryRow[];
  readonly bestStep: BestStep;
  readonly #means: MeanSinceLastRow;

  /** Goes on from what was recorded before. */
  constructor(options: BestStepOptions, recorded?: RecordState) {
    this.history = recorded?.history ?? [];
    this.bestStep = new BestStep(options, recorded?.best);
    this.#means = new MeanSinceLastRow(recorded?.sums);
  }

  get state(): RecordState {
    return {history: this.history, sums: this.#means.sums, best: this.bestStep.state};
  }

  addStep(result: StepResult): void {
    this.#means.add(result);
  }

  /** Ends a row of history: the means since the row before, and what was measured now. */
  addRow(measured: Pick<HistoryRow, 'step' | 'epoch' | 'learningRate' | 'validation'>): HistoryRow {
    const row = {...measured, ...this.#means.take()};
    this.history.push(row);
    return row;
  }
}
