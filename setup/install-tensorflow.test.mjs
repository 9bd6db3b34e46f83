import {execFileSync} from 'node:child_process';
import {cp, mkdir, mkdtemp, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {installTensorflow, tensorflowInstalled} from './install-tensorflow.mjs';
import {fakeProgram} from './testing/fake-program.mjs';
import {quietProgress} from './testing/quiet-progress.mjs';
import {pipThatBrings, smallLibrary} from './testing/small-library.mjs';
import {temporaryFolder} from './testing/temporary-folder.mjs';

const REPOSITORY = join(import.meta.dirname, '..');

/** An addon in the stead of TensorFlow's: it gives what the small library answers. */
const BINDING = `#include <node_api.h>
#include "answer.h"
NAPI_MODULE_INIT() {
  napi_value result;
  napi_create_int32(env, answer(), &result);
  return result;
}
`;

const INSTALLER_THAT_FAILS = "console.error('getaddrinfo ENOTFOUND storage.example'); process.exit(1);";

let index;
let small;

beforeAll(async () => {
  index = await mkdtemp(join(tmpdir(), 'setup-test-index-'));
  small = await smallLibrary(index, {compiled: true});
});

afterAll(() => rm(index, {recursive: true}));

/** A clone whose npm packages are installed, with a small library for pip to bring. */
async function clone({tools = ['python3', 'c++'], installer = INSTALLER_THAT_FAILS} = {}) {
  const folder = await temporaryFolder();
  const root = join(folder, 'clone');
  const tfjs = join(root, 'node_modules/@tensorflow/tfjs-node-gpu');
  await mkdir(join(tfjs, 'binding'), {recursive: true});
  await mkdir(join(tfjs, 'scripts'));
  await writeFile(join(tfjs, 'binding/tfjs_binding.cc'), BINDING);
  await writeFile(join(tfjs, 'scripts/install.js'), installer);
  await symlink(
    join(REPOSITORY, 'node_modules/node-api-headers'),
    join(root, 'node_modules/node-api-headers'),
  );
  await cp(join(import.meta.dirname, 'native'), join(root, 'setup/native'), {recursive: true});

  const programs = join(folder, 'programs');
  await mkdir(programs);
  const downloads = await fakeProgram(programs, 'python3', pipThatBrings(small.file));
  const compiler = execFileSync('which', ['c++'], {encoding: 'utf8'}).trim();
  const runCompiler = `const ran = require('node:child_process').spawnSync(${JSON.stringify(compiler)}, args,
    {stdio: 'inherit', env: {PATH: ${JSON.stringify(process.env.PATH)}}}); process.exit(ran.status);`;
  const compilations = await fakeProgram(programs, 'c++', runCompiler);
  for (const tool of ['python3', 'c++']) if (!tools.includes(tool)) await rm(join(programs, tool));

  const {progress, lines} = quietProgress();
  const binding = join(tfjs, 'lib/napi-v8/tfjs_binding.node');
  const context = {
    root,
    cache: join(folder, 'cache'),
    environment: {PATH: programs},
    library: small.library,
    progress,
  };
  return {context, lines, binding, downloads, compilations};
}

/** What the addon gives in a process of its own. */
function answerOf(binding) {
  return execFileSync(process.execPath, ['-p', `require(${JSON.stringify(binding)})`], {encoding: 'utf8'});
}

test('the library is brought, the addon built on it and put where the package looks for it', async () => {
  const {context, lines, binding} = await clone();
  expect(await tensorflowInstalled(context)).toBe(false);
  await installTensorflow(context);
  expect(answerOf(binding)).toBe('42\n');
  expect(await tensorflowInstalled(context)).toBe(true);
  expect(lines.filter((line) => line.endsWith('done in'))).toEqual([
    'set-up: downloading Answer 1.0 (1 MB): done in',
    `set-up: unpacking it to ${context.cache}/answer-1.0: done in`,
    'set-up: building the addon that joins Node and TensorFlow: done in',
  ]);
});

test('after the packages are installed anew the addon comes from the cache, needing no tool', async () => {
  const {context, binding, downloads, compilations} = await clone();
  await installTensorflow(context);
  const compiled = await compilations();
  await rm(join(binding, '..'), {recursive: true});
  expect(await tensorflowInstalled(context)).toBe(false);
  await installTensorflow(context);
  expect(answerOf(binding)).toBe('42\n');
  expect([await downloads(), await compilations()]).toEqual([1, compiled]);
});

test('another source of the addon is built anew, on the same library', async () => {
  const {context, binding, downloads} = await clone();
  await installTensorflow(context);
  const source = join(context.root, 'node_modules/@tensorflow/tfjs-node-gpu/binding/tfjs_binding.cc');
  await writeFile(source, BINDING.replace('answer()', 'answer() + 1'));
  expect(await tensorflowInstalled(context)).toBe(false);
  await installTensorflow(context);
  expect(answerOf(binding)).toBe('43\n');
  expect(await downloads()).toBe(1);
});

test('a cache that was emptied is filled again', async () => {
  const {context, binding, downloads} = await clone();
  await installTensorflow(context);
  await rm(context.cache, {recursive: true});
  expect(await tensorflowInstalled(context)).toBe(false);
  await installTensorflow(context);
  expect(answerOf(binding)).toBe('42\n');
  expect(await downloads()).toBe(2);
});

/** An installer that brings an addon without code. */
const INSTALLER = `const {copyFileSync, mkdirSync, writeFileSync} = require('node:fs');
  writeFileSync('installed-with', process.argv.slice(2).join(' '));
  mkdirSync('lib/napi-v8', {recursive: true});
  copyFileSync(process.env.ADDON, 'lib/napi-v8/tfjs_binding.node');`;

/** A clone whose package's own installer works. */
async function cloneWithInstaller(options) {
  const scene = await clone({...options, installer: INSTALLER});
  const addon = join(scene.context.root, 'addon.node');
  const headers = join(REPOSITORY, 'node_modules/node-api-headers/include');
  const source = join(scene.context.root, 'addon.cc');
  await writeFile(source, '#include <node_api.h>\nNAPI_MODULE_INIT() { return exports; }\n');
  execFileSync('c++', ['-shared', '-fPIC', '-I', headers, source, '-o', addon]);
  scene.context.environment.ADDON = addon;
  return scene;
}

test.each([
  ['python3', ['c++'], 'python3'],
  ['a C++ compiler', ['python3'], 'a C++ compiler'],
])("without %s the package's own installer brings the addon", async (_, tools, named) => {
  const {context, lines, binding} = await cloneWithInstaller({tools});
  await installTensorflow(context);
  expect(lines).toContain(`set-up: ${named} is missing; trying the package's own installer first`);
  expect(answerOf(binding)).toBe('{}\n');
  expect(await tensorflowInstalled(context)).toBe(true);
});

test("where there is no library for the system, the package's own installer is run and that is said", async () => {
  const {context, lines} = await cloneWithInstaller();
  context.library = undefined;
  await installTensorflow(context);
  expect(lines[0]).toBe(
    'set-up: for this system there is only the TensorFlow of the npm package itself, an older one',
  );
  expect(await tensorflowInstalled(context)).toBe(true);
});

test('where the own installer fails too, the missing tool is what the message is about', async () => {
  const {context} = await clone({tools: ['python3']});
  await expect(installTensorflow(context)).rejects.toMatchObject({
    message: `Set-up stopped: no C++ compiler was found (looked for c++, g++, clang++).
It builds the addon through which Node calls TensorFlow.
To mend it:
  Debian, Ubuntu:  sudo apt-get install g++
  Fedora:          sudo dnf install gcc-c++`,
  });
});

test('a missing compiler is found out before the library is downloaded', async () => {
  const {context, downloads} = await clone({tools: ['python3']});
  await expect(installTensorflow(context)).rejects.toThrow('no C++ compiler');
  expect(await downloads()).toBe(0);
});

test('without python3 the message says what it is for and how to get it', async () => {
  const {context} = await clone({tools: ['c++']});
  await expect(installTensorflow(context)).rejects.toMatchObject({
    message: `Set-up stopped: python3 is missing.
Its pip downloads TensorFlow's native library; nothing else here uses Python.
To mend it:
  Debian, Ubuntu:  sudo apt-get install python3 python3-pip
  Fedora:          sudo dnf install python3 python3-pip`,
  });
});

test('a compiler that CXX names but that does not run is said', async () => {
  const {context} = await clone();
  context.environment.CXX = 'no-such-compiler -O2';
  await expect(installTensorflow(context)).rejects.toMatchObject({
    message: `Set-up stopped: the C++ compiler that CXX names does not run: no-such-compiler -O2
It builds the addon through which Node calls TensorFlow.
To mend it: set CXX to a compiler, or unset it: unset CXX`,
  });
});

test('an addon that cannot be built leaves nothing that is taken for one', async () => {
  const {context} = await clone();
  const source = join(context.root, 'node_modules/@tensorflow/tfjs-node-gpu/binding/tfjs_binding.cc');
  await writeFile(source, '#error "too old"\n');
  await expect(installTensorflow(context)).rejects.toThrow(/c\+\+ could not build the addon(.|\n)*too old/);
  expect(await tensorflowInstalled(context)).toBe(false);
});
