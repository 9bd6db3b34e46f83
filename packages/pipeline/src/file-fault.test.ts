import {mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {fileFaultText} from '../file-fault.mjs';

function faultOf(work: () => void): string | undefined {
  try {
    work();
  } catch (error) {
    return fileFaultText(error, '/workspace');
  }
  throw new Error('nothing failed');
}

test('a full disk is told with the folder at work', () => {
  expect(faultOf(() => writeFileSync('/dev/full', 'text'))).toBe(
    '/workspace: the disk is full\n  Free some space and run the same command again.',
  );
});

test('a folder that cannot be made is told with its path', () => {
  expect(faultOf(() => mkdirSync('/proc/none'))).toBe(
    '/proc/none: the folder cannot be made in the one above it\n' +
      '  Make it writable for this user, or run in a copy of the workspace elsewhere.',
  );
});

test('a file where a folder is needed is told', () => {
  expect(faultOf(() => mkdirSync('/dev/null/folder', {recursive: true}))).toContain(
    'a file lies where a folder is needed\n  Move it away.',
  );
});

test('a file that may not be read is no matter of writing, unless it is one that a run writes', () => {
  const refusal = (path: string) => Object.assign(new Error(), {code: 'EACCES', syscall: 'open', path});
  expect(fileFaultText(refusal('/workspace/data.csv'), '/workspace')).toBe(
    '/workspace/data.csv: this user has no right to read it\n  Give yourself that right.',
  );
  expect(fileFaultText(refusal('/workspace/.retune/lock'), '/workspace')).toContain(
    'this user has no right to it\n  Make it writable',
  );
});

test('an error that is no matter of disk or rights stays as it is', () => {
  expect(faultOf(() => readFileSync('/none'))).toBeUndefined();
  expect(fileFaultText(new TypeError('x'), '/workspace')).toBeUndefined();
  expect(fileFaultText(undefined, '/workspace')).toBeUndefined();
});

test('links that lead nowhere or in a circle, folders for files, names too long and NUL are told in words', () => {
  const folder = mkdtempSync(join(tmpdir(), 'retune-faults-'));
  symlinkSync('none', join(folder, 'gone'));
  symlinkSync('loop', join(folder, 'loop'));
  expect(faultOf(() => mkdirSync(join(folder, 'gone/inner'), {recursive: true}))).toContain(
    `${join(folder, 'gone')}: this link leads to nothing`,
  );
  expect(faultOf(() => statSync(join(folder, 'loop')))).toContain('a link that leads back to itself');
  expect(faultOf(() => writeFileSync(folder, ''))).toContain('a folder lies where a file is needed');
  expect(faultOf(() => writeFileSync(join(folder, 'x'.repeat(256)), ''))).toContain('too long');
  expect(faultOf(() => statSync('a\0b'))).toContain('its path holds a NUL sign');
  for (const code of ['EIO', 'EMFILE', 'ENFILE', 'ESTALE'])
    expect(fileFaultText(Object.assign(new Error(), {code, path: '/a'}), '/')).toMatch(/^\/a: .+\n {2}.+/);
  rmSync(folder, {recursive: true});
});
