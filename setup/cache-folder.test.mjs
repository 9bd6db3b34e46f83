import {mkdir, readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {cacheFolder, removeLeftovers, temporaryFolder} from './cache-folder.mjs';
import {temporaryFolder as testFolder} from './testing/temporary-folder.mjs';

test('the cache is where XDG_CACHE_HOME says, else in .cache of the home', () => {
  expect(cacheFolder({XDG_CACHE_HOME: '/caches', HOME: '/home/ada'})).toBe('/caches/retune');
  expect(cacheFolder({HOME: '/home/ada'})).toBe('/home/ada/.cache/retune');
  expect(cacheFolder({XDG_CACHE_HOME: 'not/absolute', HOME: '/home/ada'})).toBe('/home/ada/.cache/retune');
});

test('what killed set-ups left is removed, what is whole stays', async () => {
  const cache = await testFolder();
  await mkdir(join(cache, 'tensorflow-1'));
  await mkdir(temporaryFolder(join(cache, 'tensorflow-2')));
  await removeLeftovers(cache);
  expect(await readdir(cache)).toEqual(['tensorflow-1']);
});
