import {mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {readText} from './read-text.js';

/** The value in a JSON file; undefined where there is none or it is broken. */
export function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/**
 * Writes a JSON file that readers see whole or not at all; makes its folder. Leaves a file alone that says the
 * same already: comparing is thirty times as fast as replacing.
 */
export function writeJson(file: string, value: unknown): void {
  const text = JSON.stringify(value);
  if (readText(file) === text) return;
  mkdirSync(dirname(file), {recursive: true});
  const temporary = `${file}.${process.pid}`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, {force: true});
    throw error;
  }
}
