import {mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {realPlace} from './real-place.js';

let root: string;
/** `here/link` leads to `disk`; other links lead to nothing and to themselves. */
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'retune-place-')));
  for (const folder of ['here', 'disk/deep']) mkdirSync(join(root, folder), {recursive: true});
  writeFileSync(join(root, 'here/file'), '');
  symlinkSync('../disk', join(root, 'here/link'));
  symlinkSync('unmounted', join(root, 'here/dangling'));
  symlinkSync('loop', join(root, 'here/loop'));
});
afterAll(() => rmSync(root, {recursive: true}));

test.each([
  ['here', 'here'],
  ['here/none/yet', 'here/none/yet'],
  ['here/link', 'disk'],
  ['here/link/deep', 'disk/deep'],
  ['here/link/none/yet', 'disk/none/yet'],
  ['here/file/below', 'here/file/below'],
])('%s leads to %s', (path, place) => {
  expect(realPlace(join(root, path))).toBe(join(root, place));
});

test.each([
  ['here/dangling', 'ENOENT'],
  ['here/dangling/none/yet', 'ENOENT'],
  ['here/loop', 'ELOOP'],
  ['here/loop/none/yet', 'ELOOP'],
])('%s leads nowhere', (path, code) => {
  expect(() => realPlace(join(root, path))).toThrow(code);
});
