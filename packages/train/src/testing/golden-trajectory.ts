import {type GoldenTraining, largestDifference, readGolden} from '@retune/encoder/testing';
import {expect} from 'vitest';
import type {EagerExecutor} from '../eager-executor.js';
import type {GraphExecutor} from '../graph-executor.js';
import {learningRateAt} from '../learning-rate-schedule.js';
import {stepFeeds} from '../training-program.js';
import {tinyProgram} from './tiny-program.js';

const schedule = {schedule: 'linear', peak: 1e-3, warmupSteps: 2, totalSteps: 12} as const;

/** How a golden training is run: which of its recordings, and how many layers are frozen. */
export const TRAININGS = [
  {title: 'all but the last layer frozen', mode: 'frozen', frozenLayers: 2},
  {title: 'nothing frozen', mode: 'full', frozenLayers: 'none'},
] as const;

/** Trains a golden model and expects each step's rate, loss and gradient norm, and the logits after, to be PyTorch's. */
export async function expectGoldenTrajectory(
  model: Parameters<typeof readGolden>[0],
  {mode, frozenLayers}: (typeof TRAININGS)[number],
  Executor: typeof EagerExecutor | typeof GraphExecutor,
): Promise<void> {
  const golden = readGolden(model);
  const expected = golden.training[mode];
  const program = await tinyProgram(model, frozenLayers);
  const executor = new Executor(program);
  const steps = expected.lr_by_step.map((_, step) => runStep(step, expected));
  function runStep(step: number, {labels}: GoldenTraining) {
    const rows = Array.from({length: 8}, (_, i) => (step % 3) * 8 + i);
    const batch = {rows, labels: rows.map((row) => labels[row] as number), dropoutSeed: [1, step] as const};
    return executor.step([{feeds: stepFeeds(program, batch), weight: 1}], learningRateAt(step, schedule));
  }
  const norms = expected['grad_norm_by_step (before clipping)'];
  for (const [step, {loss, gradientNorm}] of steps.entries()) {
    expect(learningRateAt(step, schedule)).toBeCloseTo(expected.lr_by_step[step] as number, 12);
    expect(Math.abs(loss / (expected.loss_by_step[step] as number) - 1)).toBeLessThan(1e-3);
    expect(Math.abs(gradientNorm / (norms[step] as number) - 1)).toBeLessThan(1e-3);
  }
  const [logits] = [...executor.logits([program.input.read([0, 1, 2, 3, 4, 5, 6, 7])])];
  expect(largestDifference([logits as Float32Array], [expected.logits_after.flat()])).toBeLessThan(2e-3);
  executor.dispose();
}
