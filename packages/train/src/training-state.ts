import {
  type Float32Tensor,
  readSafetensors,
  readSafetensorsMetadata,
  writeSafetensors,
} from '@retune/encoder';
import {exactJson, parseExactJson} from './exact-json.js';
import type {HistoryRow, StepSums} from './history.js';
import type {ExecutorState} from './step-executor.js';

/** The step that is best on validation so far. */
export interface BestStep {
  /** Counted from 1. */
  bestStep: number;
  /** The validation metric there; undefined without validation rows. */
  bestValue: number | undefined;
  /** The trained tensors there. */
  weights: ReadonlyMap<string, Float32Tensor>;
}

/**
 * All that training goes on from after a step. The order of the rows and the dropout's noise follow from the
 * seed and the step, so no random state belongs to it.
 */
export interface TrainingState {
  step: number;
  executor: ExecutorState;
  history: HistoryRow[];
  /** Since the last row of history. */
  sums: StepSums;
  best: BestStep | undefined;
}

type TensorsByName = ReadonlyMap<string, Float32Tensor>;

/** What of a state is no tensor. */
interface StateRecord extends Pick<TrainingState, 'step' | 'history' | 'sums'> {
  updates: number;
  best: Omit<BestStep, 'weights'> | undefined;
}

/** Writes a state as one safetensors file: `parameters/NAME` and so on, the rest as JSON in the metadata. */
export async function writeTrainingState(path: string, state: TrainingState): Promise<void> {
  const {step, history, sums, executor, best} = state;
  const record: StateRecord = {
    step,
    history,
    sums,
    updates: executor.steps,
    best: best && withoutWeights(best),
  };
  const tensors = new Map([
    ...below('parameters', executor.parameters),
    ...below('means', executor.means),
    ...below('squaresMeans', executor.squaresMeans),
    ...below('best', best?.weights ?? new Map()),
  ]);
  await writeSafetensors(path, tensors, {state: exactJson(record)});
}

/** Reads what {@link writeTrainingState} wrote. */
export async function readTrainingState(path: string): Promise<TrainingState> {
  const metadata = await readSafetensorsMetadata(path);
  const {updates, best, ...rest} = parseExactJson(metadata.state as string) as StateRecord;
  const tensors = await readSafetensors(path);
  return {
    ...rest,
    executor: {
      steps: updates,
      parameters: inside('parameters', tensors),
      means: inside('means', tensors),
      squaresMeans: inside('squaresMeans', tensors),
    },
    best: best && {...best, weights: inside('best', tensors)},
  };
}

function withoutWeights({bestStep, bestValue}: BestStep): Omit<BestStep, 'weights'> {
  return {bestStep, bestValue};
}

function below(group: string, tensors: TensorsByName): [string, Float32Tensor][] {
  return [...tensors].map(([name, tensor]) => [`${group}/${name}`, tensor]);
}

function inside(group: string, tensors: TensorsByName): Map<string, Float32Tensor> {
  const found = [...tensors].filter(([name]) => name.startsWith(`${group}/`));
  return new Map(found.map(([name, tensor]) => [name.slice(group.length + 1), tensor]));
}
