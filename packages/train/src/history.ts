import {model} from '@retune/artifacts';
import {Float64, Int32, Table, vectorFromArray} from 'apache-arrow';
import type {StepResult} from './step-executor.js';
import type {ValidationMetrics} from './validation-metrics.js';

/** What was measured up to a step. */
export interface HistoryRow {
  step: number;
  /** Epochs done, such as 0.5. */
  epoch: number;
  learningRate: number;
  /** Means over the steps since the last row. */
  trainLoss: number;
  gradientNorm: number;
  validation: ValidationMetrics | undefined;
}

/** Collects the steps' values between two rows of history. */
export class MeanSinceLastRow {
  #steps = 0;
  #loss = 0;
  #gradientNorm = 0;

  add({loss, gradientNorm}: StepResult): void {
    this.#steps++;
    this.#loss += loss;
    this.#gradientNorm += gradientNorm;
  }

  /** The means, after which collecting begins anew. */
  take(): Pick<HistoryRow, 'trainLoss' | 'gradientNorm'> {
    const means = {trainLoss: this.#loss / this.#steps, gradientNorm: this.#gradientNorm / this.#steps};
    [this.#steps, this.#loss, this.#gradientNorm] = [0, 0, 0];
    return means;
  }
}

/** The history as the model artifact's table. */
export function historyTable(rows: readonly HistoryRow[]): Table {
  const doubles = (value: (row: HistoryRow) => number | undefined) =>
    vectorFromArray(
      rows.map((row) => value(row) ?? null),
      new Float64(),
    );
  const columns = {
    step: vectorFromArray(
      rows.map(({step}) => step),
      new Int32(),
    ),
    epoch: doubles(({epoch}) => epoch),
    learningRate: doubles(({learningRate}) => learningRate),
    trainLoss: doubles(({trainLoss}) => trainLoss),
    gradientNorm: doubles(({gradientNorm}) => gradientNorm),
    validationLoss: doubles(({validation}) => validation?.loss),
    validationAccuracy: doubles(({validation}) => validation?.accuracy),
    validationF1: doubles(({validation}) => validation?.f1Weighted),
    validationF1Macro: doubles(({validation}) => validation?.f1Macro),
    validationBalancedAccuracy: doubles(({validation}) => validation?.balancedAccuracy),
    validationMatthews: doubles(({validation}) => validation?.matthews),
    validationAucMacro: doubles(({validation}) => finite(validation?.aucMacro)),
  };
  return new Table(
    model.files.history.schema,
    Object.fromEntries(Object.entries(columns).map(([name, vector]) => [name, vector])),
  );
}

function finite(value: number | undefined): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
