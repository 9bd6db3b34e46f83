import {GOLDEN_MODELS} from '@retune/encoder/testing';
import {describe, test} from 'vitest';
import {GraphExecutor} from './graph-executor.js';
import {expectGoldenTrajectory, TRAININGS} from './testing/golden-trajectory.js';

describe.each(GOLDEN_MODELS)('%s', (model) => {
  test.each(TRAININGS)('as a graph with $title, training goes step by step as in PyTorch', (training) =>
    expectGoldenTrajectory(model, training, GraphExecutor),
  );
});
