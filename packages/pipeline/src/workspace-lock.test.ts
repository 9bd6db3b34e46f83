import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {tryToHoldWorkspace} from './workspace-lock.js';

test('a lock that cannot be read ends the try', () => {
  const root = mkdtempSync(join(tmpdir(), 'retune-lock-'));
  mkdirSync(join(root, '.retune/lock'), {recursive: true});
  expect(() => tryToHoldWorkspace(root, 'clean')).toThrow('EISDIR');
  rmSync(root, {recursive: true});
});
