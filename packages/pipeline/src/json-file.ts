import {createHash} from 'node:crypto';
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

/** What a file that this project remembers something in holds. */
interface Sealed {
  /** Of the value's JSON, in hexadecimal. */
  sha256: string;
  value: unknown;
}

/** The value that {@link writeSealed} wrote; undefined where there is none, or where the file is not as it was written. */
export function readSealed<T>(file: string): T | undefined {
  const {sha256: seal, value} = readJson<Partial<Sealed> | null>(file) ?? {};
  return value !== undefined && seal === sha256(value) ? (value as T) : undefined;
}

/** Writes a value with its digest, so that a file that was damaged or put there by others is taken for missing. */
export function writeSealed(file: string, value: unknown): void {
  writeJson(file, {sha256: sha256(value), value} satisfies Sealed);
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

function sha256(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
