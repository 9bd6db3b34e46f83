import type {HistoryRow} from '../loss-course.js';
import type {TrainingRun} from '../training-advice.js';

/** The last layer of six, trained at a rate that suits it. */
export const levelledRun: Omit<TrainingRun, 'history'> = {
  learningRate: 1e-3,
  steps: 3000,
  epochs: 3,
  maxSteps: 0,
  layers: 6,
  trainedLayers: 1,
  hasAdapters: false,
  freezingParam: 'encode.frozenLayers',
};

/**
 * The history of a training whose loss falls towards `floor` by e^-speed over the sum of its learning rates, which
 * fall to 0 in a line, a row each 50 steps.
 *
 * @param validationRise what the validation loss rises by in the second half; without it, it is the training loss
 */
export function simulatedHistory({
  steps,
  learningRate,
  speed,
  floor = 0.2,
  validationRise = 0,
}: {
  steps: number;
  learningRate: number;
  speed: number;
  floor?: number;
  validationRise?: number;
}): HistoryRow[] {
  const rows = Math.floor(steps / 50);
  return Array.from({length: rows}, (_, row) => {
    const share = (row + 1) / rows;
    const learned = 1 - (1 - share) ** 2;
    const trainLoss = floor + (1.8 - floor) * Math.exp(-speed * learned);
    return {
      step: 50 * (row + 1),
      learningRate: learningRate * (1 - share),
      trainLoss,
      validationLoss: row % 5 === 4 ? trainLoss + validationRise * Math.max(0, share - 0.5) : null,
    };
  });
}
