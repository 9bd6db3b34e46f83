import {execFileSync} from 'node:child_process';
import {symlink} from 'node:fs/promises';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {specialFile} from './special-file.js';
import {temporaryFolder} from './testing/temporary-folder.js';

test('regular files, folders and links to them are not special, nor is what is not there', async () => {
  const folder = await temporaryFolder({'a.txt': 'a'});
  await symlink('a.txt', join(folder, 'link'));
  await symlink('absent', join(folder, 'dangling'));
  for (const name of ['', 'a.txt', 'link', 'dangling', 'absent', 'a.txt/below'])
    expect(await specialFile(join(folder, name))).toBeUndefined();
});

test('pipes, sockets, devices and files of the kernel are told apart, through links too', async () => {
  const folder = await temporaryFolder({});
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  await symlink('/dev/zero', join(folder, 'zero'));
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(join(folder, 'socket'), resolve));
  const kinds = await Promise.all(['pipe', 'zero', 'socket'].map((name) => specialFile(join(folder, name))));
  server.close();
  expect(kinds).toEqual(['a named pipe', 'a device', 'a socket']);
  expect(await specialFile('/proc/self/status')).toBe('made up by the kernel while it is read');
});
