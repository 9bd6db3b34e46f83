import {spawn} from 'node:child_process';

/**
 * @typedef {object} Finished
 * @property {boolean} missing No such program.
 * @property {number} code 0 where all went well.
 * @property {string} output What it wrote to stdout and stderr.
 */

/**
 * Runs a program to its end, without a terminal.
 * @param {string} program
 * @param {string[]} args
 * @param {{cwd?: string, environment?: NodeJS.ProcessEnv, timeout?: number}} [options] `timeout` in ms
 * @returns {Promise<Finished>}
 */
export function runCommand(program, args, {cwd, environment = process.env, timeout} = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: environment,
      timeout,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'ENOENT') resolve({missing: true, code: 127, output: ''});
      else reject(error);
    });
    child.on('close', (code) =>
      resolve({missing: false, code: code ?? 1, output: withoutCredentials(output)}),
    );
  });
}

/** npm and pip may write down addresses of registries and proxies with user and password. */
function withoutCredentials(text) {
  return text.replace(/(?<=:\/\/)[^\s/'"]*@/g, '');
}

/** The last lines that say something, indented, for a message. */
export function lastLines(output, count = 6) {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-count).map((line) => `  ${line.trimEnd()}`);
}
