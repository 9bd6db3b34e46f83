import {expect, test} from 'vitest';
import {libraryFor} from './tensorflow-library.mjs';

const debian = {platform: 'linux', arch: 'x64', glibc: '2.36'};

test('Linux on x86-64 gets TensorFlow 2.21', () => {
  expect(libraryFor(debian)).toMatchObject({requirement: 'tensorflow-cpu==2.21.0'});
  expect(libraryFor({...debian, glibc: '2.27'})).toBeDefined();
  expect(libraryFor({...debian, glibc: '3.0'})).toBeDefined();
});

test.each([
  ['macOS', {platform: 'darwin', arch: 'arm64'}],
  ['Linux on arm64', {...debian, arch: 'arm64'}],
  ['a glibc older than the library asks for', {...debian, glibc: '2.17'}],
  ['a Linux without glibc', {...debian, glibc: undefined}],
])('there is no library for %s', (_, system) => {
  expect(libraryFor(system)).toBeUndefined();
});
