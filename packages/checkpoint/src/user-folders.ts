import {isAbsolute, join} from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where downloaded checkpoint files are kept: `retune/checkpoints` in the user's cache folder. */
export function checkpointCacheFolder(environment: Environment, home: string): string {
  return join(userCacheFolder(environment, home), 'retune', 'checkpoints');
}

/** XDG_CACHE_HOME, else `~/.cache`. The XDG Base Directory Specification says to ignore a relative path. */
export function userCacheFolder(environment: Environment, home: string): string {
  const named = environment.XDG_CACHE_HOME;
  return named !== undefined && isAbsolute(named) ? named : join(home, '.cache');
}
