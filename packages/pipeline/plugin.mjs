// What nx.json names. Nx wants JavaScript, so this compiles the plugin's TypeScript, once for each of its
// states, and hands over.
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {workspaceRoot} from '@nx/devkit';
import {bundle} from './bundle.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const entry = {name: 'plugin', code: `export * from ${JSON.stringify(join(folder, 'src/plugin.ts'))}`};
const [plugin] = await bundle([entry], workspaceRoot);
if (plugin === undefined) throw new Error('Internal error: the plugin was not compiled');
const {createPlugin} = await import(plugin.path);

export const {name, createNodes, preTasksExecution, postTasksExecution} = createPlugin(
  bundle,
  join(folder, 'src/stage-process.ts'),
);
