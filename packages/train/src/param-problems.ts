import {type Problem, shortList} from '@retune/stage';
import {type Examples, rowsOf} from './examples.js';
import {labelsWithoutRow} from './label-problems.js';
import {loopOptions} from './loop-options.js';
import type {TrainParams} from './params.js';
import {totalSteps} from './training-length.js';

/** Params that ask for what the examples do not give. */
export function paramProblems(examples: Examples, params: TrainParams): Problem[] {
  return [
    ...classWeightsProblems(examples, params),
    ...earlyStoppingProblems(examples, params),
    ...bestMetricProblems(examples, params),
    ...warmupProblems(examples, params),
  ];
}

function classWeightsProblems({labels}: Examples, {classWeights}: TrainParams): Problem[] {
  if (typeof classWeights === 'string') return [];
  const unknown = Object.keys(classWeights)
    .filter((label) => !labels.includes(label))
    .map((label) => ({
      where: `train.classWeights.${label}`,
      what: `there is no label "${label}"`,
      mend: `The labels are ${shortList(labels)}.`,
    }));
  const missing = labels
    .filter((label) => !Object.hasOwn(classWeights, label))
    .map((label) => ({
      where: 'train.classWeights',
      what: `there is no weight for the label "${label}"`,
      mend: `Add one, such as ${label}: 1.`,
    }));
  return [...unknown, ...missing];
}

function earlyStoppingProblems(examples: Examples, {earlyStoppingPatience}: TrainParams): Problem[] {
  if (earlyStoppingPatience === 0 || rowsOf(examples, 'validation').length > 0) return [];
  return [
    {
      where: 'train.earlyStoppingPatience',
      what: 'there are no validation rows to tell when to stop',
      mend: 'Give ingest validation rows, or leave it at 0.',
    },
  ];
}

function bestMetricProblems(examples: Examples, {bestMetric}: TrainParams): Problem[] {
  if (bestMetric !== 'aucMacro' || rowsOf(examples, 'validation').length === 0) return [];
  return labelsWithoutRow(examples, 'validation').map((label) => ({
    where: 'train.bestMetric',
    what: `aucMacro has no value, because no row of the validation split has the label "${label}"`,
    mend: 'Add such rows to the validation data, or set another metric, such as f1Macro.',
  }));
}

function warmupProblems(examples: Examples, params: TrainParams): Problem[] {
  const steps = totalSteps(rowsOf(examples, 'train').length, loopOptions(params));
  if (params.warmupSteps <= steps) return [];
  return [
    {
      where: 'train.warmupSteps',
      what: `the warm-up of ${params.warmupSteps} steps is longer than training, which has ${steps}`,
      mend: 'Set fewer, or a share of all steps by train.warmupRatio, such as 0.1.',
    },
  ];
}
