// What nx.json names. Nx wants JavaScript, so this compiles the plugin’s TypeScript, once for each of its
// states, and hands over. Nx tells the workspace with each call; @nx/devkit knows it too, but to load that takes
// a twentieth of a run in which all is cached.
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {bundle} from './bundle.mjs';
import {codeFaultText} from './code-fault.mjs';
import {fileFaultText} from './file-fault.mjs';
import {removeBrokenDatabase} from './nx-database.mjs';
import {printable} from './printable.mjs';

/** @typedef {ReturnType<typeof import('./src/plugin.js').createPlugin>} Plugin */

const folder = dirname(fileURLToPath(import.meta.url));
const entry = {name: 'plugin', code: `export * from ${JSON.stringify(join(folder, 'src/plugin.ts'))}`};

/** @type {Promise<Plugin> | undefined} */
let loaded;

/** @param {string} workspaceRoot */
function plugin(workspaceRoot) {
  loaded ??= load(workspaceRoot);
  return loaded;
}

/** @param {string} workspaceRoot @returns {Promise<Plugin>} */
async function load(workspaceRoot) {
  const [compiled] = await bundle([entry], workspaceRoot);
  if (compiled === undefined) throw new Error('Internal error: the plugin was not compiled');
  const {createPlugin} = await import(compiled.path);
  return createPlugin(bundle, join(folder, 'src/stage-process.ts'));
}

// Nx opens its database only after it has loaded its plugins.
removeBrokenDatabase((text) => process.stderr.write(text));

export const name = 'retune';

/** @type {import('@nx/devkit').CreateNodes} */
export const createNodes = [
  'pipelines/*.{yaml,yml}',
  async (files, options, context) =>
    await within(context.workspaceRoot, async ({createNodes: [, create]}) => create(files, options, context)),
];

/** @type {import('@nx/devkit').PreTasksExecution} */
export async function preTasksExecution(options, context) {
  return await within(context.workspaceRoot, (loaded) => loaded.preTasksExecution(options, context));
}

/** @type {import('@nx/devkit').PostTasksExecution} */
export async function postTasksExecution(options, context) {
  await within(context.workspaceRoot, (loaded) => loaded.postTasksExecution(options, context));
}

/**
 * Lets the plugin work; what the disk refuses, or is wrong in a user's file, is told in words.
 * @template Result
 * @param {string} workspaceRoot
 * @param {(plugin: Plugin) => Promise<Result>} work
 */
async function within(workspaceRoot, work) {
  try {
    return await work(await plugin(workspaceRoot));
  } catch (error) {
    const text = fileFaultText(error, workspaceRoot) ?? codeFaultText(error);
    throw text === undefined ? error : new Error(printable(text), {cause: error});
  }
}
