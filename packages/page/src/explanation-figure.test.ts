import {expect, test} from 'vitest';
import {explanationFigure} from './explanation-figure.js';
import {explanationOf} from './testing/explanation-of.js';

function figure(text: string, classes: number, firstLabel?: number) {
  const labels = Array.from({length: classes}, (_, id) => `label ${id}`);
  const options = {labels, id: 'text', title: 'Text 1', headingLevel: 2, firstLabel};
  const {text: markup} = explanationFigure([explanationOf(text, classes)], options);
  return {
    choices: markup.match(/type="radio"/g)?.length,
    said: markup.match(/The \d+ most probable.* of \d+ classes/)?.[0],
    columns: markup.match(/<th scope="col">/g)?.length,
    size: markup.length,
  };
}

test('of a short text all of 30 classes can be chosen', () => {
  expect(figure('my parcel has not come', 30)).toMatchObject({choices: 30, said: undefined, columns: 31});
});

test('of a long text fewer classes can be chosen, which is said; the table holds all', () => {
  const {choices, said, columns, size} = figure('my parcel has not come '.repeat(50), 30);
  expect(choices).toBe(10);
  expect(said).toBe('The 10 most probable of 30 classes');
  expect(columns).toBe(31);
  expect(size).toBeLessThan(700_000);
});

test('a label to be shown first that is improbable is not told as one of the most probable', () => {
  const labels = Array.from({length: 30}, (_, id) => id);
  const said = labels.map((label) => figure('my parcel has not come '.repeat(50), 30, label).said);
  expect(new Set(said)).toEqual(
    new Set([
      'The 10 most probable of 30 classes',
      'The 9 most probable and the one asked for of 30 classes',
    ]),
  );
  expect(said.filter((text) => text?.startsWith('The 10'))).toHaveLength(10);
});
