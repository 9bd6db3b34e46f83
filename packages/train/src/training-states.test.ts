import {expect, test} from 'vitest';
import {byTime} from './training-states.js';

function rhythmAt() {
  const clock = {time: 0};
  return {clock, rhythm: byTime(() => clock.time)};
}
const step = {step: 1, evaluated: false};
const evaluation = {step: 1, evaluated: true};

test('a state is saved every 20 seconds, after an evaluation already after 2', () => {
  const {clock, rhythm} = rhythmAt();
  clock.time = 1999;
  expect(rhythm.isDue(evaluation)).toBe(false);
  clock.time = 2000;
  expect([rhythm.isDue(step), rhythm.isDue(evaluation)]).toEqual([false, true]);
  rhythm.saved(10);
  clock.time = 3999;
  expect(rhythm.isDue(evaluation)).toBe(false);
  clock.time = 22_000;
  expect(rhythm.isDue(step)).toBe(true);
});

test('saving that takes long is done so seldom that it takes a twentieth of the time', () => {
  const {clock, rhythm} = rhythmAt();
  rhythm.saved(3000);
  clock.time = 59_999;
  expect([rhythm.isDue(step), rhythm.isDue(evaluation)]).toEqual([false, false]);
  clock.time = 60_000;
  expect([rhythm.isDue(step), rhythm.isDue(evaluation)]).toEqual([true, true]);
});
