import {expect, test} from 'vitest';
import {faithfulness} from './faithfulness.js';
import {runGame} from './testing/run-game.js';

/** Ten parts that add 0.1 · their place / 4.5 each; the whole text gives 1. */
const gains = Array.from({length: 10}, (_, part) => part / 45);
const game = (mask: Uint8Array) => gains.reduce((sum, gain, part) => sum + gain * (mask[part] as number), 0);
const all = gains.map((_, part) => part);
const measure = (values: number[]) =>
  runGame(
    faithfulness({values: values.map((value) => Float64Array.of(value)), outputs: Float64Array.of(1)}, all),
    game,
  );

test('both are means over 1, 5, 10, 20 and 50 % of the parts, at least one of them', () => {
  const {comprehensiveness, sufficiency} = measure(gains);
  // The strongest one (three times), two and five parts: 9, 17 and 35 of 45.
  expect(comprehensiveness).toBeCloseTo((3 * 9 + 17 + 35) / 5 / 45, 12);
  expect(sufficiency).toBeCloseTo(1 - (3 * 9 + 17 + 35) / 5 / 45, 12);
});

test('values in the wrong order are less comprehensive and less sufficient', () => {
  const [right, wrong] = [measure(gains), measure(gains.map((gain) => -gain))];
  expect(wrong.comprehensiveness).toBeLessThan(right.comprehensiveness);
  expect(wrong.sufficiency).toBeGreaterThan(right.sufficiency);
});

test('a text without parts has nothing to measure', () => {
  expect(runGame(faithfulness({values: [], outputs: Float64Array.of(1)}, []), game)).toEqual({
    comprehensiveness: 0,
    sufficiency: 0,
  });
});
