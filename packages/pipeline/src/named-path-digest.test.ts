import {execFileSync} from 'node:child_process';
import {mkdir, symlink} from 'node:fs/promises';
import {join} from 'node:path';
import {temporaryFolder} from '@retune/stage/testing';
import {expect, test} from 'vitest';
import {namedPathDigest} from './named-path-digest.js';
import {pathDigest} from './path-digest.js';

test('files and folders have the digest that their artifacts’ check takes', async () => {
  const folder = await temporaryFolder({'b.txt': 'b', 'in/a.txt': 'a', 'in/empty': ''});
  await symlink('absent', join(folder, 'dangling'));
  for (const name of ['', 'b.txt', 'in'])
    expect(await namedPathDigest(join(folder, name))).toEqual({sha256: pathDigest(join(folder, name))});
});

test('what is not there and what is no regular file or folder is told apart', async () => {
  const folder = await temporaryFolder({'in/a.txt': 'a'});
  execFileSync('mkfifo', [join(folder, 'in', 'pipe')]);
  expect(await namedPathDigest(join(folder, 'absent'))).toEqual({kind: 'missing-file'});
  expect(await namedPathDigest('/dev/zero')).toEqual({kind: 'special-file', is: 'a device'});
  expect(await namedPathDigest(join(folder, 'in'))).toEqual({
    kind: 'special-file',
    is: 'a folder whose pipe is a named pipe',
  });
});

test('links that lead in a circle are told', async () => {
  const folder = await temporaryFolder({});
  await symlink('self', join(folder, 'self'));
  await mkdir(join(folder, 'round'));
  for (const name of ['a', 'b', 'c']) await symlink('.', join(folder, 'round', name));
  for (const name of ['self', 'round'])
    expect(await namedPathDigest(join(folder, name))).toEqual({kind: 'unreadable-file', code: 'ELOOP'});
});
