import type {StageEvent} from '@retune/stage';
import {expect, test} from 'vitest';
import {examples} from './testing/train-inputs.js';
import {eager, historyOf, settingsOf, trainRig} from './testing/train-rig.js';

const {run, writeTokens} = await trainRig();

test('a batch may be larger than the train split', async () => {
  const output = await run({...eager, batchSize: 100});
  expect(await settingsOf(output)).toMatchObject({steps: 3, stoppedEarly: false});
});

test('a run that stops early says so in its settings', async () => {
  const events: StageEvent[] = [];
  const stopping = {...eager, bestMetric: 'loss', earlyStoppingPatience: 1, earlyStoppingThreshold: 10};
  const output = await run(stopping, {emit: (event) => events.push(event)});
  // The loss never gains 10, so the second evaluation, at step 8, is the last.
  expect(await settingsOf(output)).toMatchObject({steps: 8, stoppedEarly: true, bestMetric: 'loss'});
  expect(events.filter(({kind}) => kind === 'note')).toContainEqual({
    kind: 'note',
    message: expect.stringMatching(
      /^stopped early at step 8 of \d+: loss did not improve in the last evaluation$/,
    ),
  });
});

test('class weights draw the predictions to the class that counts most', async () => {
  const classWeights = {sadness: 1, joy: 1, love: 1, anger: 1, fear: 1, surprise: 1000};
  const output = await run({...eager, classWeights, epochs: 20, evaluationSteps: 1000});
  const history = await historyOf(output);
  // One of the eight validation rows has the class.
  expect(history('validationAccuracy').at(-1)).toBe(1 / 8);
  expect(history('validationBalancedAccuracy').at(-1)).toBeCloseTo(1 / 6, 12);
});

test.each(['f1Macro', 'accuracy', 'balancedAccuracy', 'matthews', 'aucMacro', 'loss'])(
  'the kept step is the best by %s',
  async (bestMetric) => {
    const output = await run({...eager, bestMetric, epochs: 2});
    const {bestStep, bestValue} = await settingsOf(output);
    const history = await historyOf(output);
    const column = `validation${bestMetric[0]?.toUpperCase()}${bestMetric.slice(1)}`;
    const values = history(column).filter((value) => value !== null);
    expect(bestValue).toBe(bestMetric === 'loss' ? Math.min(...values) : Math.max(...values));
    expect(history(column)[history('step').indexOf(bestStep)]).toBe(bestValue);
  },
);

test('no validation rows: the last step is kept, with a warning', async () => {
  await writeTokens(
    examples.map((example) => ({...example, split: example.split === 'train' ? 'train' : 'test'})),
  );
  const events: StageEvent[] = [];
  const output = await run(eager, {emit: (event) => events.push(event)});
  expect(events[0]).toEqual({
    kind: 'warning',
    message: 'there are no validation rows, so the last step is kept, not the best',
  });
  expect((await settingsOf(output)).bestStep).toBe(15);
});
