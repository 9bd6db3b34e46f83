import {appendFileSync, mkdirSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {diskFull} from './disk-full.js';
import type {Emit} from './events.js';

/** A listener that writes each event as a line of JSON with its time into `file`, which it empties first. */
export function jsonLines(file: string, now: () => Date = () => new Date()): Emit {
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, '');
  return (event) => {
    try {
      appendFileSync(file, `${JSON.stringify({time: now().toISOString(), ...event})}\n`);
    } catch (error) {
      throw diskFull(error, {where: file}) ?? error;
    }
  };
}
