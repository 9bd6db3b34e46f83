import {spawn} from 'node:child_process';
import {join} from 'node:path';
import {repository} from './run-nx.js';

export interface RetuneRun {
  status: number | null;
  output: string;
  errors: string;
}

/** Runs the command `retune` in a folder. */
export async function runRetune(folder: string, ...args: string[]): Promise<RetuneRun> {
  const child = spawn(process.execPath, [join(repository, 'packages/pipeline/retune.mjs'), ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors]: [string[], string[]] = [[], []];
  child.stdout.on('data', (text) => output.push(String(text)));
  child.stderr.on('data', (text) => errors.push(String(text)));
  return await new Promise((resolve) => {
    child.on('close', (status) => resolve({status, output: output.join(''), errors: errors.join('')}));
  });
}
