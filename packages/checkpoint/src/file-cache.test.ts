import {execFileSync} from 'node:child_process';
import {readdir, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {temporaryFolder} from '@retune/stage/testing';
import {expect, test} from 'vitest';
import {FileCache} from './file-cache.js';
import {bringCheckpoint} from './testing/checkpoint-rig.js';
import {testServer} from './testing/test-server.js';

test('a folder that a killed download left a day ago is removed, a younger one is not', async () => {
  const place = await temporaryFolder();
  const cache = new FileCache(place);
  const [abandoned, recent] = [await cache.temporaryFolder(), await cache.temporaryFolder()];
  await writeFile(join(abandoned, 'model.safetensors'), 'half');
  const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 60 * 60;
  await utimes(abandoned, twoDaysAgo, twoDaysAgo);
  const next = await cache.temporaryFolder();
  expect((await readdir(place)).map((name) => join(place, name)).sort()).toEqual([recent, next].sort());
});

test('a cached file of any age stays', async () => {
  const place = await temporaryFolder({abc: 'weights'});
  await utimes(join(place, 'abc'), 0, 0);
  await new FileCache(place).temporaryFolder();
  expect(await readdir(place)).toContain('abc');
});

test('a full disk of the cache folder is told as its own, and nothing of the download stays', async (context) => {
  const small = await temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', small], {stdio: 'ignore'});
  } catch {
    return context.skip('needs the right to mount a small file system');
  }
  try {
    const server = await testServer((_, response) => response.end(Buffer.alloc(1 << 20)));
    const environment = {HF_ENDPOINT: server.origin};
    await expect(bringCheckpoint([{hub: 'org/name'}], {environment, cache: small})).rejects.toThrow(
      `${small}/retune/checkpoints: the disk is full; nothing was left half-written\n` +
        '  Free some space there, or set XDG_CACHE_HOME to a folder on another disk, then run the same command again.',
    );
    expect(await readdir(join(small, 'retune/checkpoints'))).toEqual([]);
  } finally {
    execFileSync('umount', [small]);
  }
});
