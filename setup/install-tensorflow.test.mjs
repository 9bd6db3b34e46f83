import {execFileSync} from 'node:child_process';
import {appendFile, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {basename, join} from 'node:path';
import {expect, test} from 'vitest';
import {installTensorflow, tensorflowInstalled} from './install-tensorflow.mjs';
import {confirmAddon} from './place-addon.mjs';
import {addonSource, BINDING, clone, compileAddon} from './testing/clone.mjs';

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
    `set-up: unpacking it to ${context.cache}/answer-1.0-with-digests: done in`,
    'set-up: building the addon that joins Node and TensorFlow: done in',
  ]);
});

test('after the packages are installed again the addon comes from the cache, needing no tool', async () => {
  const {context, binding, downloads, compilations} = await clone();
  await installTensorflow(context);
  const compiled = await compilations();
  await rm(join(binding, '..'), {recursive: true});
  expect(await tensorflowInstalled(context)).toBe(false);
  await installTensorflow(context);
  expect(answerOf(binding)).toBe('42\n');
  expect([await downloads(), await compilations()]).toEqual([1, compiled]);
});

test('an addon that cannot be loaded is told with what the system says, without a stack', async () => {
  const {context, binding} = await clone();
  await installTensorflow(context);
  await writeFile(binding, 'no library');
  const addon = {key: 'key', files: [basename(binding)], versions: {}};
  const failure = await confirmAddon(context.root, addon).catch(({message}) => message);
  expect(failure).toMatch(/What it said:\n {2}.*tfjs_binding\.node: file too short$/);
});

test('an addon that was changed, in its package or in the cache, is put in place again', async () => {
  const {context, binding, downloads, compilations} = await clone();
  await installTensorflow(context);
  const compiled = await compilations();
  const changed = async (file) => {
    await writeFile(file, (await readFile(file)).fill(0));
    expect(await tensorflowInstalled(context)).toBe(false);
    await installTensorflow(context);
    expect(answerOf(binding)).toBe('42\n');
    expect(await tensorflowInstalled(context)).toBe(true);
  };
  await changed(binding);
  expect(await compilations()).toBe(compiled);
  const built = (await readdir(context.cache)).find((name) => name.startsWith('tfjs-addon-')) ?? '';
  await writeFile(join(context.cache, built, basename(binding)), 'no addon');
  await changed(binding);
  expect(await compilations()).toBeGreaterThan(compiled);
  expect(await downloads()).toBe(1);
});

test('another source of the addon is built again, on the same library', async () => {
  const {context, binding, downloads} = await clone();
  await installTensorflow(context);
  await writeFile(addonSource(context.root), BINDING.replace('answer()', 'answer() + 1'));
  expect(await tensorflowInstalled(context)).toBe(false);
  await installTensorflow(context);
  expect(answerOf(binding)).toBe('43\n');
  expect(await downloads()).toBe(1);
});

test('what numbers depend on, the same on every machine, is left beside the addon', async () => {
  const {context, binding} = await clone();
  await installTensorflow(context);
  const versions = async () => JSON.parse(await readFile(join(binding, '../library.json'), 'utf8'));
  const first = await versions();
  expect(first).toEqual({libtensorflow: 'answer-1.0', fusedAdamW: expect.stringMatching(/^[0-9a-f]{16}$/)});
  await appendFile(join(context.root, 'setup/native/fused-adamw.cc'), '// another one');
  await installTensorflow(context);
  expect((await versions()).fusedAdamW).not.toBe(first.fusedAdamW);
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

/** A clone whose package's own installer works: it brings an addon without code. */
async function cloneWithInstaller(options) {
  const installer = `const {copyFileSync, mkdirSync} = require('node:fs');
    if (process.argv.slice(2).join(' ') !== 'cpu download') process.exit(1);
    mkdirSync('lib/napi-v8', {recursive: true});
    copyFileSync(process.env.ADDON, 'lib/napi-v8/tfjs_binding.node');`;
  const scene = await clone({...options, installer});
  const addon = join(scene.context.root, 'addon.node');
  compileAddon('#include <node_api.h>\nNAPI_MODULE_INIT() { return exports; }\n', addon);
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
To fix it:
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
To fix it:
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
To fix it: set CXX to a compiler, or unset it: unset CXX`,
  });
});

test('an addon that cannot be built leaves nothing that is taken for one', async () => {
  const {context} = await clone();
  await writeFile(addonSource(context.root), '#error "too old"\n');
  await expect(installTensorflow(context)).rejects.toThrow(/c\+\+ could not build the addon(.|\n)*too old/);
  expect(await tensorflowInstalled(context)).toBe(false);
});
