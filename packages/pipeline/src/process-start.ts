import {readFileSync} from 'node:fs';

/**
 * When a process began, in the kernel's ticks since boot; undefined when it has ended. Together with its
 * number this names a process for good: the number alone is given to another one later.
 */
export function processStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may hold spaces; the fields after it are the third and on.
    const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A killed process stays as a zombie until its parent has taken notice.
    return state === 'Z' || state === 'X' ? undefined : fields[18];
  } catch {
    return undefined;
  }
}
