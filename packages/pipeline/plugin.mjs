// What nx.json names. Nx wants JavaScript, so this compiles the plugin’s TypeScript, once for each of its
// states, and hands over. Nx tells the workspace with each call; @nx/devkit knows it too, but to load that takes
// a twentieth of a run in which all is cached.
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {bundle} from './bundle.mjs';

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

export const name = 'retune';

/** @type {import('@nx/devkit').CreateNodes} */
export const createNodes = [
  'pipelines/*.{yaml,yml}',
  async (files, options, context) => {
    const [, create] = (await plugin(context.workspaceRoot)).createNodes;
    return await create(files, options, context);
  },
];

/** @type {import('@nx/devkit').PreTasksExecution} */
export async function preTasksExecution(options, context) {
  return await (await plugin(context.workspaceRoot)).preTasksExecution(options, context);
}

/** @type {import('@nx/devkit').PostTasksExecution} */
export async function postTasksExecution(options, context) {
  await (await plugin(context.workspaceRoot)).postTasksExecution(options, context);
}
