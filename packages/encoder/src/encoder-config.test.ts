import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {readEncoderConfig} from './encoder-config.js';
import {goldenPath} from './testing/golden.js';

const json = JSON.parse(readFileSync(goldenPath('tiny-bert', 'config.json'), 'utf8'));
const labelsOf = (id2label: unknown) => readEncoderConfig(JSON.stringify({...json, id2label})).labels;

test('labels stand by their ids, in whatever order the file has them', () => {
  expect(labelsOf({1: 'b', 0: 'a'})).toEqual(['a', 'b']);
  expect(labelsOf(undefined)).toEqual([]);
});

test.each([{1: 'a', 2: 'b'}, {0: 'a', 2: 'b'}, {0: 'a', b: 'b'}, 'joy'])(
  'labels %j are refused',
  (id2label) => {
    expect(() => labelsOf(id2label)).toThrow(
      `config.json: id2label is ${JSON.stringify(id2label)}, but must be an object whose keys are the ids 0, 1, 2 and so on`,
    );
  },
);
