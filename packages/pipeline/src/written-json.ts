import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import type {CodeFault} from '../code-fault.mjs';

/** The value in a JSON file that a user writes. Where it is broken, throws what esbuild throws, with the place. */
export function readWrittenJson<T>(file: string): T {
  const text = readFileSync(file, 'utf8');
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    // JSON.parse tells no place of a short text. Loaded here alone, since a sound file needs no esbuild.
    const {transformSync} = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
    transformSync(text, {loader: 'json', sourcefile: file, logLevel: 'silent'});
    const errors: CodeFault[] = [{text: `${file}: ${(cause as Error).message}`, location: null}];
    throw Object.assign(new Error(`${file} is not JSON`, {cause}), {errors});
  }
}
