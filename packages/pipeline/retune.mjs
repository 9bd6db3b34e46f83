#!/usr/bin/env node
// The command `retune`. Compiles its TypeScript, once for each of its states, and hands over.
import {existsSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {bundle} from './bundle.mjs';
import {codeFaultText} from './code-fault.mjs';
import {fileFaultText} from './file-fault.mjs';
import {printable} from './printable.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const entry = {name: 'command', code: `export * from ${JSON.stringify(join(folder, 'src/command.ts'))}`};
const workspace = compiledIn(process.cwd());
const {status, text} = await run().catch((error) => {
  const fault = fileFaultText(error, workspace) ?? codeFaultText(error);
  if (fault === undefined) throw error;
  return {status: 1, text: `retune: ${fault}`};
});
(status === 1 ? process.stderr : process.stdout).write(`${printable(text)}\n`);
process.exitCode = status;

/** @returns {Promise<import('./src/command.js').CommandResult>} */
async function run() {
  const [command] = await bundle([entry], workspace);
  if (command === undefined) throw new Error('Internal error: the command was not compiled');
  const {runCommand} = await import(command.path);
  return await runCommand(process.argv.slice(2), {
    folder: process.cwd(),
    environment: process.env,
    bundler: bundle,
    stageProcess: join(folder, 'src/stage-process.ts'),
  });
}

/** The workspace; outside one, that of this package, so that help is shown there too. */
function compiledIn(/** @type {string} */ start) {
  for (let parent = start; ; parent = dirname(parent)) {
    if (existsSync(join(parent, 'nx.json'))) return parent;
    if (parent === dirname(parent)) return join(folder, '../..');
  }
}
