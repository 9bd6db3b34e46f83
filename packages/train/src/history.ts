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

/** Sums over the steps since the last row of history. */
export interface StepSums {
  readonly steps: number;
  readonly loss: number;
  readonly gradientNorm: number;
}

const nothing: StepSums = {steps: 0, loss: 0, gradientNorm: 0};

/** Collects the steps' values between two rows of history. */
export class MeanSinceLastRow {
  #sums: StepSums;

  /** Goes on from the sums of steps that were done before. */
  constructor(sums: StepSums = nothing) {
    this.#sums = sums;
  }

  get sums(): StepSums {
    return this.#sums;
  }

  add({loss, gradientNorm}: StepResult): void {
    const sums = this.#sums;
    this.#sums = {
      steps: sums.steps + 1,
      loss: sums.loss + loss,
      gradientNorm: sums.gradientNorm + gradientNorm,
    };
  }

  /** The means, after which collecting begins anew. */
  take(): Pick<HistoryRow, 'trainLoss' | 'gradientNorm'> {
    const {steps, loss, gradientNorm} = this.#sums;
    this.#sums = nothing;
    return {trainLoss: loss / steps, gradientNorm: gradientNorm / steps};
  }
}

/** A row as measurements for charts; a metric that is not defined is left out. */
export function measurementsOf(row: HistoryRow): Record<string, number> {
  const {learningRate, trainLoss, gradientNorm, validation = {}} = row;
  const defined = Object.entries(validation).filter(([, value]) => Number.isFinite(value));
  return {
    'train/loss': trainLoss,
    'train/learningRate': learningRate,
    'train/gradientNorm': gradientNorm,
    ...Object.fromEntries(defined.map(([name, value]) => [`validation/${name}`, value])),
  };
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
