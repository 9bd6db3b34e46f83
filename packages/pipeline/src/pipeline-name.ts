import {LOGS} from './nx-projects.js';

/** Names are parts of file names, which hold 255 bytes at most, beside others. */
export const LONGEST_NAME = {pipeline: 80, stage: 60};

/**
 * What the name of a pipeline or a stage must be; undefined where it is that. It stands in commands, folders and
 * `full.train`, so a blank, `$` or dot must not be in it.
 */
export function nameRule(kind: 'pipeline' | 'stage', name: string): string | undefined {
  if (!/^[\w-]+$/.test(name)) return 'of letters, digits, "-" and "_" alone';
  if (name.length > LONGEST_NAME[kind]) return `of ${LONGEST_NAME[kind]} signs at most`;
  // Every object of JavaScript has something of this name, Nx's records of projects and targets among them.
  if (name in Object.prototype) return 'another one: JavaScript has a meaning for it';
  if (kind === 'stage' && name === LOGS) return 'another one: artifacts/*/logs holds the logs';
  return undefined;
}
