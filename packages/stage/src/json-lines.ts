import {appendFileSync, mkdirSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import type {Emit} from './events.js';

/** A listener that writes each event as a line of JSON with its time into `file`, which it empties first. */
export function jsonLines(file: string, now: () => Date = () => new Date()): Emit {
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, '');
  return (event) => appendFileSync(file, `${JSON.stringify({time: now().toISOString(), ...event})}\n`);
}
