import {readFile} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {duplicateKey} from './duplicate-key.js';
import {damagedFile, readSafetensorsHeader, type TensorEntry} from './safetensors-header.js';
import {parseShallowJson} from './shallow-json.js';

/** Ends the name of a file that says which of several files holds which tensor. */
const INDEX_ENDING = '.safetensors.index.json';

/**
 * Entries of all tensors by name: of one safetensors file, or of the files beside an index that it names
 * (`model.safetensors.index.json`), each of which is checked. Throws StageError naming file and tensor.
 */
export async function readTensorEntries(path: string): Promise<Map<string, TensorEntry>> {
  if (!path.endsWith(INDEX_ENDING)) return (await readSafetensorsHeader(path)).tensors;
  const fileOf = await readWeightMap(path);
  const found = new Map<string, TensorEntry>();
  for (const file of new Set(fileOf.values())) {
    const shard = join(dirname(path), file);
    for (const [name, entry] of (await readSafetensorsHeader(shard)).tensors) {
      const indexed = fileOf.get(name);
      if (indexed !== file)
        throw damagedFile(shard, `tensor ${name} stands in it, but the index ${placeOf(indexed)}`);
      found.set(name, entry);
    }
  }
  const missing = [...fileOf].find(([name]) => !found.has(name));
  if (missing) throw damagedFile(path, `tensor ${missing[0]} should stand in ${missing[1]}, but does not`);
  return found;
}

/** Tensor to file, from an index's `weight_map`. */
export async function readWeightMap(path: string): Promise<Map<string, string>> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw damagedFile(path, 'the file cannot be read', cause);
  });
  const weightMap = parsedWeightMap(path, text);
  const files = Object.entries(weightMap).map(([name, file]): [string, string] => {
    // Only files beside the index: it may come from anyone.
    if (typeof file !== 'string' || !isPlainName(file))
      throw damagedFile(path, `weight_map names no file for tensor ${name}: ${JSON.stringify(file)}`);
    return [name, file];
  });
  return new Map(files);
}

function parsedWeightMap(path: string, text: string): object {
  let index: {weight_map?: unknown} | null;
  try {
    index = parseShallowJson(text) as typeof index;
  } catch (cause) {
    throw damagedFile(path, 'the index is not JSON', cause);
  }
  const weightMap = index?.weight_map;
  if (typeof weightMap !== 'object' || weightMap === null || Array.isArray(weightMap))
    throw damagedFile(path, 'the index has no weight_map');
  const twice = duplicateKey(text);
  if (twice !== undefined) throw damagedFile(path, `the index holds ${JSON.stringify(twice)} twice`);
  return weightMap;
}

function isPlainName(file: string): boolean {
  return file === basename(file) && file.endsWith('.safetensors') && !file.includes('\\');
}

function placeOf(file: string | undefined): string {
  return file === undefined ? 'does not know it' : `says ${file}`;
}
