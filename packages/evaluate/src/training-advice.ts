import type {TrainingAdvice} from '@retune/artifacts';
import {type HistoryRow, type LossCourse, lossCourse} from './loss-course.js';

/** How a classifier was trained, and how that went. */
export interface TrainingRun {
  /** Peak of the schedule. */
  learningRate: number;
  steps: number;
  epochs: number;
  /** Sets the length instead of the epochs where it is not 0. */
  maxSteps: number;
  /** Of the encoder, and how many of them were trained, from the last on; 0 where the head alone was. */
  layers: number;
  trainedLayers: number;
  /** Whether layers were trained by low-rank matrices. */
  hasAdapters: boolean;
  /** The param that freezes layers, by what the stages are wired. */
  freezingParam: 'encode.frozenLayers' | 'train.frozenLayers';
  history: HistoryRow[];
}

/** Steps below which there were few. */
const FEW_STEPS = 300;
/** Steps that an advice to train longer aims at. */
const ENOUGH_STEPS = 1000;

/**
 * What to try where a tuned classifier is no better than a simple baseline, the likeliest to help first; at least
 * one thing.
 */
export function trainingAdvice(run: TrainingRun): TrainingAdvice[] {
  const course = lossCourse(run.history);
  const found = [rateAdvice(run, course), lengthAdvice(run, course), headAdvice(run, course)];
  const given = found.filter((advice) => advice !== undefined);
  return given.length > 0 ? given : [capacityAdvice(run)];
}

function rateAdvice(run: TrainingRun, course: LossCourse): TrainingAdvice | undefined {
  const {learningRate} = run;
  const usual = usualRate(run.trainedLayers, run);
  const isLow = learningRate < usual / 2;
  const low = `${learningRate} is low for ${trainedText(run)}`;
  switch (course.kind) {
    case 'falling':
      return isLow ? raised(usual, `the loss was still falling at the end, and ${low}`) : undefined;
    case 'flat':
      return isLow
        ? raised(usual, `the loss hardly fell, and ${low}`)
        : lowered(learningRate / 10, `the loss hardly fell, and ${learningRate} may be too high`);
    case 'overfit':
      return lowered(
        learningRate / 3,
        `the validation loss rose from step ${course.sinceStep} on; more labelled texts would help too`,
      );
    default:
      return undefined;
  }
}

function lengthAdvice(run: TrainingRun, {kind}: LossCourse): TrainingAdvice | undefined {
  const {steps, epochs, maxSteps} = run;
  const isFew = steps < FEW_STEPS;
  const isFalling = kind === 'falling' && run.learningRate >= usualRate(run.trainedLayers, run) / 2;
  if (kind === 'overfit' || !(isFew || isFalling)) return undefined;
  const factor = Math.min(10, Math.max(2, ENOUGH_STEPS / steps));
  return {
    kind: 'train-longer',
    set: [
      maxSteps > 0
        ? `train.maxSteps=${Math.ceil(maxSteps * factor)}`
        : `train.epochs=${Math.ceil(epochs * factor)}`,
    ],
    because: isFew ? `there were only ${steps} steps of training` : 'the loss was still falling at the end',
  };
}

function headAdvice(run: TrainingRun, {kind}: LossCourse): TrainingAdvice | undefined {
  if (run.trainedLayers > 0 || kind === 'overfit') return undefined;
  return {kind: 'train-layers', set: frozenBut(1, run), because: 'only the head was trained, no layer'};
}

/** Two more layers, or where all are trained already, more texts. */
function capacityAdvice(run: TrainingRun): TrainingAdvice {
  const {layers, trainedLayers} = run;
  const more = Math.min(layers, trainedLayers + 2);
  const levelled = `the loss had levelled off with ${trainedText(run)}`;
  if (more === trainedLayers) return {kind: 'label-more', set: [], because: levelled};
  const rate = usualRate(more, run);
  return {
    kind: 'train-layers',
    set: [...frozenBut(more, run), `train.learningRate=${rate}`],
    because: `${levelled}; more of them fit the labels better, at a lower rate`,
  };
}

/** What the recipes of this project use for so many trained layers. */
function usualRate(trainedLayers: number, {hasAdapters}: Pick<TrainingRun, 'hasAdapters'>): number {
  if (hasAdapters || trainedLayers < 2) return 1e-3;
  return [3e-4, 2e-4, 1.5e-4][trainedLayers - 2] ?? 1e-4;
}

function raised(to: number, because: string): TrainingAdvice {
  return {kind: 'raise-learning-rate', set: [`train.learningRate=${to}`], because};
}

function lowered(to: number, because: string): TrainingAdvice {
  return {kind: 'lower-learning-rate', set: [`train.learningRate=${Number(to.toPrecision(2))}`], because};
}

function frozenBut(trained: number, {layers, freezingParam}: TrainingRun): string[] {
  return [`${freezingParam}=${layers - trained}`];
}

function trainedText({layers, trainedLayers, hasAdapters}: TrainingRun): string {
  if (hasAdapters) return `adapters in ${counted(trainedLayers)}`;
  if (trainedLayers === 0) return 'a head alone';
  return trainedLayers === layers ? 'all layers trained' : `${counted(trainedLayers)} trained`;
}

function counted(layers: number): string {
  return layers === 1 ? 'one layer' : `${layers} layers`;
}
