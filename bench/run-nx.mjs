import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {runCommand} from './run-command.mjs';

/** The project's checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs Nx in the checkout, without npx; throws where it fails.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function runNx(args, env = process.env) {
  runCommand(process.execPath, [join(root, 'node_modules/nx/dist/bin/nx.js'), ...args], {cwd: root, env});
}
