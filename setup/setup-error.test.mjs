import {open, writeFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import {asSetupError, writingTo} from './setup-error.mjs';

test('a full disk is said with what needs the space and another place for the cache', async () => {
  const file = await open('/dev/full', 'w');
  const error = await file.writeFile('text').catch((fault) => fault);
  await file.close();
  expect(asSetupError(error)?.message).toBe(`Set-up stopped: the disk is full.
TensorFlow's library needs 1.2 GB while it is unpacked, 0.9 GB afterwards; the npm packages 0.9 GB.
Free some space, or put the cache on another disk: export XDG_CACHE_HOME=/a/folder/with/space`);
});

test('a full disk is that of the folder that was written to', async () => {
  const work = async () => {
    const file = await open('/dev/full', 'w');
    await file.writeFile('text').finally(() => file.close());
  };
  await expect(writingTo('/home/ada/.cache/retune', work)).rejects.toThrow(
    'Set-up stopped: the disk is full (writing /home/ada/.cache/retune).',
  );
});

test('a place that may not be written to is named', async () => {
  const error = await writeFile('/sys/retune', '').catch((fault) => fault);
  expect(asSetupError(error)?.message).toBe(`Set-up stopped: /sys/retune may not be written to.
The packages go to node_modules, the native library to the cache folder.
Correct its rights, or name another cache folder: export XDG_CACHE_HOME=/a/writable/folder`);
});

test('an error of our own is left as it is', () => {
  expect(asSetupError(new TypeError('x is undefined'))).toBeUndefined();
});
