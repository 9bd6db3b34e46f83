import {createHash} from 'node:crypto';
import {mkdir, readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {bringLibrary, libraryIsWhole, libraryPlace} from './bring-library.mjs';
import {fakeProgram} from './testing/fake-program.mjs';
import {quietProgress} from './testing/quiet-progress.mjs';
import {pipThatBrings, smallLibrary} from './testing/small-library.mjs';
import {temporaryFolder} from './testing/temporary-folder.mjs';

/** A cache and a pip that does what `pip` says of the library's file. */
async function scene({pip = pipThatBrings, overrides = {}} = {}) {
  const folder = await temporaryFolder();
  const {library, file} = await smallLibrary(join(folder, 'index'), {overrides});
  const programs = join(folder, 'programs');
  const calls = await fakeProgram(programs, 'python3', pip(file));
  const cache = join(folder, 'cache');
  const {progress, lines} = quietProgress();
  const bring = () => bringLibrary(library, {cache, environment: {PATH: programs}, progress});
  return {library, file, cache, calls, lines, bring, place: libraryPlace(cache, library)};
}

test('only the parts that are needed are unpacked, and the download is not kept', async () => {
  const {bring, cache, place, library} = await scene();
  expect(await bring()).toBe(place);
  expect(await readdir(cache)).toEqual([`${library.name}-with-digests`]);
  expect((await readdir(place, {recursive: true})).sort()).toEqual([
    'digests.json',
    'tensorflow',
    'tensorflow/include',
    'tensorflow/include/answer.h',
    'tensorflow/libanswer.so',
  ]);
  expect(await readFile(join(place, 'tensorflow/include/answer.h'), 'utf8')).toBe('int answer();\n');
});

test('what is in the cache is not downloaded again', async () => {
  const {bring, calls} = await scene();
  await bring();
  await bring();
  expect(await calls()).toBe(1);
});

test('a library with a file of another content, though of the same size, is brought again', async () => {
  const {bring, calls, cache, library, place} = await scene();
  await bring();
  const file = join(place, 'tensorflow/libanswer.so');
  await writeFile(file, (await readFile(file)).fill(0));
  expect(await libraryIsWhole(cache, library)).toBe(false);
  await bring();
  expect(await libraryIsWhole(cache, library)).toBe(true);
  expect(await calls()).toBe(2);
});

test('a download that breaks off starts again', async () => {
  const breakOff = "urllib3.exceptions.ProtocolError: ('Connection broken: IncompleteRead(5 bytes read)')";
  const {bring, calls, lines, place} = await scene({
    pip: (file) =>
      `if (calls < 2) { console.error(${JSON.stringify(breakOff)}); process.exit(2); } ${pipThatBrings(file)}`,
  });
  expect(await bring()).toBe(place);
  expect(await calls()).toBe(3);
  expect(lines).toContain('set-up: the download is not whole; again from the start (2 of 3)');
});

test('a file with another content is downloaded again, then refused with both hashes', async () => {
  const {bring, calls, cache, file} = await scene({overrides: {sha256: 'e'.repeat(64)}});
  const found = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  await expect(bring()).rejects.toMatchObject({
    message: `Set-up stopped: answer-1.0.whl is not the file that was expected.
  sha256 expected: ${'e'.repeat(64)}
  sha256 found:    ${found}
Only a file whose content is known is run on this machine.
A mirror or a proxy may have changed it. Which index pip asks:  python3 -m pip config list; env | grep PIP_`,
  });
  expect(await calls()).toBe(3);
  expect(await readdir(cache)).toEqual([]);
});

test('an index that cannot be reached is said at once, with what pip wrote', async () => {
  const said =
    "WARNING: Retrying after connection broken by 'NewConnectionError(Connection refused)': /simple/answer/";
  const {bring, calls} = await scene({
    pip: () =>
      `console.error(${JSON.stringify(said)}); console.error('ERROR: No matching distribution'); process.exit(1);`,
  });
  await expect(bring()).rejects.toMatchObject({
    message: `Set-up stopped: pip's registry cannot be reached.
It brings TensorFlow's native library.
Check the connection, then run the same command again.
The index and the proxy in use:  python3 -m pip config list; env | grep -i -e proxy -e PIP_
It said: ${said}`,
  });
  expect(await calls()).toBe(1);
});

test('a Python without pip is said with the command that brings it', async () => {
  const {bring} = await scene({
    pip: () => "console.error('/usr/bin/python3: No module named pip'); process.exit(1);",
  });
  await expect(bring()).rejects.toMatchObject({
    tool: 'pip',
    message: `Set-up stopped: python3 has no pip.
It downloads TensorFlow's native library; nothing else here uses Python.
To fix it:
  Debian, Ubuntu:  sudo apt-get install python3-pip
  Fedora:          sudo dnf install python3-pip`,
  });
});

test('too little space is said before anything is downloaded', async () => {
  const {bring, calls} = await scene({overrides: {megabytesWhileUnpacking: 1e9}});
  await expect(bring()).rejects.toThrow(/^Set-up stopped: the disk is full \(writing .*answer-1\.0.*\)\.\n/);
  expect(await calls()).toBe(0);
});

test('a library whose unpacking was killed is not taken for whole', async () => {
  const {bring, calls, cache, library, place} = await scene();
  await mkdir(join(place, 'tensorflow'), {recursive: true});
  await writeFile(join(place, 'tensorflow/libanswer.so'), 'half of it');
  await bring();
  expect(await calls()).toBe(1);
  expect(await libraryIsWhole(cache, library)).toBe(true);
});
