import {readFileSync} from 'node:fs';
import {isAlive} from './is-alive.js';

/** The start of a process on a system that does not tell it. */
export const UNKNOWN_START = 'unknown';

/**
 * When a process began, in the kernel's ticks since boot; undefined when it has ended. Together with its
 * number this names a process for good: the number alone is given to another one later. Without Linux's /proc it is
 * {@link UNKNOWN_START} for each process that is alive.
 */
export function processStart(pid: number, processes = '/proc'): string | undefined {
  const stat = readStat(`${processes}/${pid}/stat`);
  if (stat === undefined) return isAlive(pid) ? UNKNOWN_START : undefined;
  // The name, in parentheses, may hold spaces; the fields after it are the third and on.
  const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A killed process stays as a zombie until its parent has taken notice.
  return state === 'Z' || state === 'X' ? undefined : fields[18];
}

function readStat(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
