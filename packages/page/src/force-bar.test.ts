import fc from 'fast-check';
import {expect, test} from 'vitest';
import {type Forces, forceBar, forceScale} from './force-bar.js';

interface Segment {
  direction: string;
  left: number;
  right: number;
}

function drawn(forces: Forces): {segments: Segment[]; base: number; output: number; text: string} {
  const {text} = forceBar(forces, forceScale([forces]));
  const segments = [...text.matchAll(/segment (\w+)" style="left:([-\d.]+)%;width:([-\d.]+)%/g)].map(
    ([, direction = '', left, width]) => ({
      direction,
      left: Number(left),
      right: Number(left) + Number(width),
    }),
  );
  const [base, output] = [...text.matchAll(/--at:([-\d.]+)/g)].map(([, at]) => Number(at));
  return {segments, base: base ?? Number.NaN, output: output ?? Number.NaN, text};
}

function forcesFrom(baseValue: number, values: number[]): Forces {
  return {
    label: 'joy',
    baseValue,
    output: values.reduce((sum, value) => sum + value, baseValue),
    words: values.map((value, place) => ({text: `word${place}`, value})),
  };
}

test('words that raise the output end at it, words that lower it begin there, the strongest next to it', () => {
  const {segments, base, output} = drawn(forcesFrom(0.2, [0.1, 0.5, -0.2, 0.2]));
  // The output is 0.8; the line runs from 0.8 - 0.8 = 0 to 0.8 + 0.2 = 1.
  expect({base, output}).toEqual({base: 20, output: 80});
  expect(segments).toEqual([
    {direction: 'toward', left: 30, right: 80},
    {direction: 'toward', left: 10, right: 30},
    {direction: 'toward', left: 0, right: 10},
    {direction: 'away', left: 80, right: 100},
  ]);
});

test('the segments fill the line without gap or overlap, whatever the values', () => {
  const values = fc.array(fc.integer({min: -99, max: 99}), {minLength: 1, maxLength: 60});
  fc.assert(
    fc.property(values, (all) => {
      fc.pre(all.some((value) => value !== 0));
      const hundredths = all.map((value) => value / 100);
      const segments = drawn(forcesFrom(0.3, hundredths)).segments.sort((a, b) => a.left - b.left);
      let edge = 0;
      for (const {left, right} of segments) {
        expect(Math.abs(left - edge)).toBeLessThan(0.03);
        edge = right;
      }
      expect(Math.abs(edge - 100)).toBeLessThan(0.03);
    }),
  );
});

test('words too weak to be seen are one segment', () => {
  const {text} = drawn(forcesFrom(0, [0.9, ...new Array<number>(20).fill(0.001)]));
  expect(text.match(/title="[^"]+"/g)).toEqual(['title="word0: +0.900"', 'title="20 more: +0.020"']);
});

test('the bar is told in words to those who cannot see it', () => {
  expect(drawn(forcesFrom(0.2, [0.5, -0.1])).text).toContain(
    'aria-label="joy: from the base value 0.200 words add 0.500 and take 0.100; the output is 0.600"',
  );
});

test('a text in which no word does anything is an empty line, not a division by zero', () => {
  const {segments, base, output} = drawn(forcesFrom(0.25, [0, 0]));
  expect({segments, base, output}).toEqual({segments: [], base: 0, output: 0});
});
