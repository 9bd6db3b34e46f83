import {expect, test} from 'vitest';
import {shareCores} from './share-cores.js';
import {chosenStagesAtOnce, stagesAtOnce} from './stages-at-once.js';

const GIB = 2 ** 30;

test('as many stages work at once as there are cores, and as find room in memory', () => {
  expect(stagesAtOnce([GIB, GIB], {cores: 4, memory: 64 * GIB})).toBe(4);
  expect(stagesAtOnce([GIB, 3 * GIB], {cores: 4, memory: 8 * GIB})).toBe(2);
  expect(stagesAtOnce([3 * GIB], {cores: 4, memory: GIB})).toBe(1);
});

test('a stage whose need is not known yet counts as one of a gibibyte, a small one as a quarter of it', () => {
  expect(stagesAtOnce([undefined], {cores: 8, memory: 3.5 * GIB})).toBe(3);
  expect(stagesAtOnce([1], {cores: 8, memory: GIB})).toBe(4);
});

test.each([
  [['--parallel=5'], {}, 5],
  [['--parallel', '6'], {}, 6],
  [['--parallel=false'], {}, 1],
  [['--no-parallel'], {}, 1],
  [[], {NX_PARALLEL: '7'}, 7],
  [['--parallel=2'], {NX_PARALLEL: '7'}, 2],
  [['run', 'pipeline:full'], {}, undefined],
])('%j with %j chooses %s stages at once', (argv, environment, chosen) => {
  expect(chosenStagesAtOnce(argv, environment)).toBe(chosen);
});

test('instances of one stage share the cores; a stage alone may use all', () => {
  const instance = (place: number) => ({owner: {pipeline: 'p', id: `train@${place}`}, instanceOf: 'train'});
  const alone = {owner: {pipeline: 'p', id: 'encode'}, instanceOf: 'encode'};
  const shares = shareCores([alone, instance(1), instance(2), instance(3)], {atOnce: 8, cores: 16});
  expect(Object.fromEntries(shares)).toEqual({
    'p.encode': 16,
    'p.train@1': 5,
    'p.train@2': 5,
    'p.train@3': 5,
  });
  expect(shareCores([instance(1), instance(2)], {atOnce: 2, cores: 1}).get('p.train@1')).toBe(1);
});
