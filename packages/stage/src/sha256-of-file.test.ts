import {createHash} from 'node:crypto';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {sha256OfFile} from './sha256-of-file.js';
import {temporaryFolder} from './testing/temporary-folder.js';

test.each([0, 5, (33 << 20) + 1])('a file of %d bytes has the digest of its bytes', async (size) => {
  const path = join(await temporaryFolder(), 'file');
  const bytes = Buffer.alloc(size, 'retune');
  await writeFile(path, bytes);
  expect(await sha256OfFile(path)).toBe(createHash('sha256').update(bytes).digest('hex'));
});
