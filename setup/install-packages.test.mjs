import {mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {installPackages} from './install-packages.mjs';
import {fakeProgram} from './testing/fake-program.mjs';
import {quietProgress} from './testing/quiet-progress.mjs';
import {temporaryFolder} from './testing/temporary-folder.mjs';

/** @param {string} version @returns {{packages: Record<string, object>}} */
const lockFile = (version) => ({
  packages: {
    '': {name: 'clone'},
    'node_modules/left-pad': {version, integrity: `sha512-${version}`},
    'node_modules/for-another-system': {version: '1.0.0', optional: true},
  },
});

/** A clone whose npm does `npm`, a body of a {@link fakeProgram}. */
async function clone(npm = "fs.mkdirSync('node_modules', {recursive: true});") {
  const root = await temporaryFolder();
  const programs = join(root, 'programs');
  const calls = await fakeProgram(programs, 'npm', npm);
  const lock = (version) => writeFile(join(root, 'package-lock.json'), JSON.stringify(lockFile(version)));
  await lock('1.0.0');
  const install = () => installPackages({root, environment: {PATH: programs}, ...quietProgress()});
  return {root, calls, lock, install};
}

test('npm ci runs once, and again when package-lock.json changes or node_modules is gone', async () => {
  const {root, calls, lock, install} = await clone();
  await install();
  await install();
  expect(await calls()).toBe(1);
  await lock('1.0.1');
  await install();
  await install();
  expect(await calls()).toBe(2);
  await rm(join(root, 'node_modules'), {recursive: true});
  await install();
  expect(await calls()).toBe(3);
});

test('npm is called to install just what the lock file says', async () => {
  const {root, install} = await clone(
    "fs.mkdirSync('node_modules'); fs.writeFileSync('args', args.join(' '));",
  );
  await install();
  expect(await readFile(join(root, 'args'), 'utf8')).toBe('ci --no-progress');
});

test('npm ci runs again after one that failed', async () => {
  const {calls, install} = await clone(
    "fs.mkdirSync('node_modules', {recursive: true}); process.exit(calls ? 0 : 1);",
  );
  await expect(install()).rejects.toThrow('npm failed');
  await install();
  expect(await calls()).toBe(2);
});

test('packages that the user installed by npm install are not installed again', async () => {
  const {root, calls, install} = await clone();
  const present = lockFile('1.0.0');
  delete present.packages['node_modules/for-another-system'];
  await mkdir(join(root, 'node_modules'));
  const record = join(root, 'node_modules/.package-lock.json');
  await writeFile(record, JSON.stringify(present));
  await install();
  expect(await calls()).toBe(0);
});

test.each([
  ['another version', {version: '0.9.0', integrity: 'sha512-1.0.0'}],
  ['another content', {version: '1.0.0', integrity: 'sha512-other'}],
  ['no package', undefined],
])('npm ci runs where node_modules holds %s', async (_, entry) => {
  const {root, calls, install} = await clone();
  await mkdir(join(root, 'node_modules'));
  const packages = entry === undefined ? {} : {'node_modules/left-pad': entry};
  await writeFile(join(root, 'node_modules/.package-lock.json'), JSON.stringify({packages}));
  await install();
  expect(await calls()).toBe(1);
});

test('without npm the message says what it is for and how to get it', async () => {
  const {root, install} = await clone();
  await rm(join(root, 'programs/npm'));
  await expect(install()).rejects.toMatchObject({
    message: `Set-up stopped: npm is missing.
It installs the packages this project is built on.
To fix it:
  Debian, Ubuntu:  sudo apt-get install npm
  Fedora:          sudo dnf install npm`,
  });
});

test('an npm registry that cannot be reached is said, with what npm wrote', async () => {
  const said =
    'npm error network request to https://registry.example/left-pad failed, reason: getaddrinfo ENOTFOUND';
  const {install} = await clone(
    `console.error(${JSON.stringify(`npm error code ENOTFOUND\n${said}`)}); process.exit(1);`,
  );
  await expect(install()).rejects.toMatchObject({
    message: `Set-up stopped: npm's registry cannot be reached.
It brings the packages this project is built on.
Check the connection, then run the same command again.
The registry and the proxy in use:  npm config get registry; npm config get proxy
It said: ${said}`,
  });
});

test('a disk that npm found full is said', async () => {
  const {install, root} = await clone(
    "console.error('npm error ENOSPC: no space left on device, write'); process.exit(1);",
  );
  await expect(install()).rejects.toMatchObject({
    message: `Set-up stopped: the disk is full (writing ${root}/node_modules).
TensorFlow's library needs 1.2 GB while it is unpacked, 0.9 GB afterwards; the npm packages 0.9 GB.
Free some space, or put the cache on another disk: export XDG_CACHE_HOME=/a/folder/with/space`,
  });
});
