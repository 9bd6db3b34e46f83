import {expect, test} from 'vitest';
import {occlusionValues} from './occlusion-values.js';
import {runGame} from './testing/run-game.js';

test('a part’s value is what is lost without it; what parts do only together is nobody’s', () => {
  // The first two stand in for each other: without both of them 6 are lost, without one nothing.
  const game = (mask: Uint8Array) =>
    1 + 6 * Math.max(mask[0] as number, mask[1] as number) + 2 * (mask[2] as number);
  expect(runGame(occlusionValues(3, [0, 1, 2]), game)).toEqual({
    baseValues: Float64Array.of(1),
    outputs: Float64Array.of(9),
    values: [Float64Array.of(0), Float64Array.of(0), Float64Array.of(2)],
    together: Float64Array.of(6),
    evaluations: 5,
  });
});
