import {execFileSync} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {readFile, truncate, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {temporaryFolder} from './testing/temporary-folder.mjs';
import {extractZipEntry, readZipEntries} from './zip-file.mjs';

const CONTENTS = {
  'plain.txt': Buffer.from('stored as it is'),
  'folder/compressed.txt': Buffer.from('again and again '.repeat(100_000)),
  'folder/random.bin': randomBytes(300_000),
  'empty.txt': Buffer.alloc(0),
  'naïve ☃.txt': Buffer.from('the signature of the end, PK\x05\x06, in a file'),
};

/** A zip file by Python's zipfile, with a comment at its end and extra fields. */
async function pythonsZip(folder) {
  const zip = join(folder, 'made.zip');
  for (const [i, bytes] of Object.values(CONTENTS).entries()) await writeFile(join(folder, `${i}`), bytes);
  const program = `
import sys, zipfile
folder, names = sys.argv[1], sys.argv[2:]
with zipfile.ZipFile(folder + '/made.zip', 'w') as made:
    made.comment = b'a comment with PK in it'
    for i, name in enumerate(names):
        entry = zipfile.ZipInfo(name)
        entry.extra = b'\\xfe\\xca\\x04\\x00abcd'
        entry.compress_type = zipfile.ZIP_STORED if i in (0, 3, 4) else zipfile.ZIP_DEFLATED
        made.writestr(entry, open(f'{folder}/{i}', 'rb').read())
`;
  execFileSync('python3', ['-c', program, folder, ...Object.keys(CONTENTS)]);
  return zip;
}

test('every file of a zip made by Python comes out as it went in', async () => {
  const folder = await temporaryFolder();
  const zip = await pythonsZip(folder);
  const entries = await readZipEntries(zip);
  expect(entries.map(({name}) => name)).toEqual(Object.keys(CONTENTS));
  for (const entry of entries) {
    const target = join(folder, 'out', entry.name);
    let told = 0;
    await extractZipEntry(zip, entry, target, (bytes) => {
      told += bytes;
    });
    expect((await readFile(target)).equals(CONTENTS[entry.name])).toBe(true);
    expect(told).toBe(CONTENTS[entry.name].length);
  }
});

test('a zip file that is cut short is refused', async () => {
  const zip = await pythonsZip(await temporaryFolder());
  await truncate(zip, 200_000);
  await expect(readZipEntries(zip)).rejects.toThrow(`${zip} is not a whole zip file`);
});

test('a file on a full disk is an error that says so', async () => {
  const zip = await pythonsZip(await temporaryFolder());
  const [entry] = await readZipEntries(zip);
  await expect(extractZipEntry(zip, entry, '/dev/full')).rejects.toMatchObject({code: 'ENOSPC'});
});
