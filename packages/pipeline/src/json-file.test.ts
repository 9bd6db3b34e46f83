import {mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {readSealed, writeJson, writeSealed} from './json-file.js';

const folder = mkdtempSync(join(tmpdir(), 'retune-json-'));
afterAll(() => rmSync(folder, {recursive: true}));

test('a file that cannot be replaced leaves no draft beside it', () => {
  const file = join(folder, 'state.json');
  mkdirSync(file);
  expect(() => writeJson(file, {})).toThrow('EISDIR');
  expect(readdirSync(folder)).toEqual(['state.json']);
});

test('what is remembered is read as it was written', () => {
  const file = join(folder, 'remembered.json');
  for (const value of [{b: [1, null], a: {'2': 'x', '1': 'y'}}, 5, 'text', null, false]) {
    writeSealed(file, value);
    expect(readSealed(file)).toEqual(value);
  }
});

test.each(['{}', 'null', '[]', '5', '"text"', '{"value": {}}', '{"sha256": "0", "value": 1}', '{"sha', ''])(
  'what is remembered counts as missing where its file holds %j',
  (text) => {
    const file = join(folder, 'other.json');
    writeFileSync(file, text);
    expect(readSealed(file)).toBeUndefined();
  },
);
