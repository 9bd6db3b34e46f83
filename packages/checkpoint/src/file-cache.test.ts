import {readdir, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {temporaryFolder} from '@retune/stage/testing';
import {expect, test} from 'vitest';
import {FileCache} from './file-cache.js';

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
