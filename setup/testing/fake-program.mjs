import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';

/**
 * Puts a program into `folder` (for PATH) that runs `body` in Node, with `args` and `calls`, how often it was
 * called before.
 * @returns {Promise<() => Promise<number>>} How often it was called.
 */
export async function fakeProgram(folder, name, body) {
  const program = join(folder, name);
  const counter = `${program}.calls`;
  await mkdir(dirname(program), {recursive: true});
  await writeFile(counter, '');
  const script = `#!${process.execPath}
const fs = require('node:fs'), path = require('node:path'), args = process.argv.slice(2);
const calls = fs.readFileSync(${JSON.stringify(counter)}, 'utf8').length;
fs.appendFileSync(${JSON.stringify(counter)}, '.');
${body}`;
  await writeFile(program, script, {mode: 0o755});
  return async () => (await readFile(counter, 'utf8')).length;
}
