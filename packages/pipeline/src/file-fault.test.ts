import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
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
