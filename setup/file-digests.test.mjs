import {appendFile, readFile, rm, truncate, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {digestsHold, recordDigests} from './file-digests.mjs';
import {temporaryFolder} from './testing/temporary-folder.mjs';

async function folderOfTwo() {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'a.so'), 'aaaa');
  await writeFile(join(folder, 'b.so'), 'bbbb');
  await recordDigests(folder, ['a.so', 'b.so']);
  return {folder, file: join(folder, 'a.so'), holds: () => digestsHold(folder, ['a.so'])};
}

test('files that stay as they were hold', async () => {
  const {holds} = await folderOfTwo();
  expect(await holds()).toBe(true);
});

test('a file of the same size and time with another content does not hold', async () => {
  const {file, holds} = await folderOfTwo();
  await writeFile(file, 'aaab');
  await utimes(file, 0, 0);
  expect(await holds()).toBe(false);
  await writeFile(file, 'aaaa');
  expect(await holds()).toBe(true);
});

test.each([
  ['cut short', (file) => truncate(file, 2)],
  ['longer', (file) => appendFile(file, 'a')],
  ['missing', (file) => rm(file)],
])('a file that is %s does not hold', async (_, damage) => {
  const {file, holds} = await folderOfTwo();
  await damage(file);
  expect(await holds()).toBe(false);
});

test('a file that was touched is hashed once, and its state noted', async () => {
  const {folder, file, holds} = await folderOfTwo();
  const digests = () => readFile(join(folder, 'digests.json'), 'utf8');
  const before = await digests();
  await utimes(file, 0, 0);
  expect(await holds()).toBe(true);
  const noted = await digests();
  expect(noted).not.toBe(before);
  expect(await holds()).toBe(true);
  expect(await digests()).toBe(noted);
});

test.each(['', '{}', 'null', '[]', '{"a.so": null}', '{"a.so": {"sha256": 1, "state": 2}}', '{"b.so": {}}'])(
  'digests that hold %s are none',
  async (text) => {
    const {folder, holds} = await folderOfTwo();
    await writeFile(join(folder, 'digests.json'), text);
    expect(await holds()).toBe(false);
  },
);
