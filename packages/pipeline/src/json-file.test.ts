import {mkdirSync, mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {writeJson} from './json-file.js';

const folder = mkdtempSync(join(tmpdir(), 'retune-json-'));
afterAll(() => rmSync(folder, {recursive: true}));

test('a file that cannot be replaced leaves no draft beside it', () => {
  const file = join(folder, 'state.json');
  mkdirSync(file);
  expect(() => writeJson(file, {})).toThrow('EISDIR');
  expect(readdirSync(folder)).toEqual(['state.json']);
});
