import {spawn} from 'node:child_process';
import {once} from 'node:events';

/** Says to a run that it is the second attempt of another. */
const AGAIN_VARIABLE = 'RETUNE_AGAIN';

/** Runs this process's command line anew and ends with its status; at most once. */
export async function runAgain(): Promise<void> {
  if (process.env[AGAIN_VARIABLE] !== undefined)
    throw new Error('Cached results are damaged again and again.\nCheck the disk that holds .nx/cache.');
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: {...process.env, [AGAIN_VARIABLE]: '1'},
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  const [status] = (await once(child, 'exit')) as [number | null];
  process.exit(status ?? 1);
}
