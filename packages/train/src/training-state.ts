import {
  type Float32Tensor,
  readSafetensors,
  readSafetensorsMetadata,
  writeSafetensors,
} from '@retune/encoder';
import type {BestStepState} from './best-step.js';
import {exactJson, parseExactJson} from './exact-json.js';
import type {HistoryRow, StepSums} from './history.js';
import type {ExecutorState} from './step-executor.js';

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
  best: BestStepState;
}

type TensorsByName = ReadonlyMap<string, Float32Tensor>;

/** What of a state is no tensor. */
interface StateRecord extends Pick<TrainingState, 'step' | 'history' | 'sums'> {
  updates: number;
  evaluationsWithoutImprovement: number;
  best: {step: number; value: number | undefined} | undefined;
}

/** Writes a state as one safetensors file: `parameters/NAME` and so on, the rest as JSON in the metadata. */
export async function writeTrainingState(path: string, state: TrainingState): Promise<void> {
  const {step, history, sums, executor} = state;
  const {best, evaluationsWithoutImprovement} = state.best;
  const record: StateRecord = {
    ...{step, history, sums, evaluationsWithoutImprovement},
    updates: executor.steps,
    best: best && {step: best.step, value: best.value},
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
  const {updates, best, evaluationsWithoutImprovement, ...rest} = parseExactJson(
    metadata.state as string,
  ) as StateRecord;
  const tensors = await readSafetensors(path);
  return {
    ...rest,
    executor: {
      steps: updates,
      parameters: inside('parameters', tensors),
      means: inside('means', tensors),
      squaresMeans: inside('squaresMeans', tensors),
    },
    best: {
      best: best && {step: best.step, value: best.value, weights: inside('best', tensors)},
      evaluationsWithoutImprovement,
    },
  };
}

function below(group: string, tensors: TensorsByName): [string, Float32Tensor][] {
  return [...tensors].map(([name, tensor]) => [`${group}/${name}`, tensor]);
}

function inside(group: string, tensors: TensorsByName): Map<string, Float32Tensor> {
  const found = [...tensors].filter(([name]) => name.startsWith(`${group}/`));
  return new Map(found.map(([name, tensor]) => [name.slice(group.length + 1), tensor]));
}
