import {createHash} from 'node:crypto';
import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {libraryPlace} from './bring-library.mjs';

/**
 * The files of the built addon: TensorFlow's binding, an operation of this project for TensorFlow, and what keeps
 * stderr quiet while they are loaded.
 */
export const BINDING = 'tfjs_binding.node';
export const FUSED_ADAMW = 'fused_adamw.node';
export const STDERR_GATE = 'stderr_gate.node';
/** In the order in which they are put in place: the binding last, since it is looked for. */
export const ADDON_FILES = [STDERR_GATE, FUSED_ADAMW, BINDING];

const FLAGS = ['-std=c++17', '-O2', '-fPIC', '-DNAPI_VERSION=8'];

/** Lets the compiler use vectors of numbers, and none but the operations that are written. */
const ARITHMETIC_FLAGS = ['-O3', '-fno-math-errno', '-ffp-contract=off'];

/**
 * What the addon is built from.
 * @typedef {object} AddonRecipe
 * @property {string} key Another for other sources, flags, library or place of the library.
 * @property {string} libraryFolder
 * @property {string[]} link
 * @property {string[]} flags
 * @property {string[]} arithmeticFlags Beside `flags`, for `adamWSource`.
 * @property {string[]} bindingSources
 * @property {string} adamWSource
 * @property {string} adamWDigest Of its content: another one computes other numbers.
 * @property {string} gateSource
 */

/** @param {string} root */
export function packageFolder(root) {
  return join(root, 'node_modules', '@tensorflow', 'tfjs-node-gpu');
}

/** Where the npm package looks for the binding. @param {string} root */
export function addonFolder(root) {
  return join(packageFolder(root), 'lib', 'napi-v8');
}

/**
 * @param {{root: string, cache: string}} context
 * @param {import('./tensorflow-library.mjs').TensorflowLibrary} library
 * @returns {Promise<AddonRecipe>}
 */
export async function addonRecipe({root, cache}, library) {
  const folder = packageFolder(root);
  const libraryFolder = libraryPlace(cache, library);
  const nodeHeaders = join(root, 'node_modules', 'node-api-headers', 'include');
  const native = join(root, 'setup', 'native');
  const [adamWSource, gateSource] = [join(native, 'fused-adamw.cc'), join(native, 'stderr-gate.cc')];
  const names = (await readdir(join(folder, 'binding'))).sort();
  const bindingFiles = names
    .filter((name) => /\.(cc|h)$/.test(name))
    .map((name) => join(folder, 'binding', name));
  const adamW = await readFile(adamWSource);
  const hash = createHash('sha256').update(
    JSON.stringify([FLAGS, ARITHMETIC_FLAGS, library.name, libraryFolder, library.link]),
  );
  for (const file of [...bindingFiles, gateSource]) hash.update('\0').update(await readFile(file));
  hash.update('\0').update(adamW);
  const includes = [nodeHeaders, folder, join(libraryFolder, 'tensorflow', 'include')];
  return {
    key: hash.digest('hex').slice(0, 16),
    libraryFolder: join(libraryFolder, 'tensorflow'),
    link: library.link,
    flags: [...FLAGS, ...includes.flatMap((include) => ['-I', include])],
    arithmeticFlags: ARITHMETIC_FLAGS,
    bindingSources: bindingFiles.filter((name) => name.endsWith('.cc')),
    adamWSource,
    adamWDigest: createHash('sha256').update(adamW).digest('hex').slice(0, 16),
    gateSource,
  };
}
