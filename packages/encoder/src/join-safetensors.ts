import {createReadStream} from 'node:fs';
import {open} from 'node:fs/promises';
import {readTensorEntries, readWeightMap} from './safetensors-index.js';
import {safetensorsHead} from './write-safetensors.js';

/** The files that an index names, each once. Throws StageError where it is not as it must be. */
export async function filesOfIndex(index: string): Promise<string[]> {
  return [...new Set((await readWeightMap(index)).values())];
}

/**
 * Writes the tensors of an index's several files (`model.safetensors.index.json`) into one, byte for byte and of
 * any type, sorted by name. Throws StageError naming the file and the tensor where a file is not as it must be.
 */
export async function joinSafetensors(index: string, path: string): Promise<void> {
  const entries = await readTensorEntries(index);
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  const file = await open(path, 'w');
  try {
    await file.writeFile(safetensorsHead(sorted.map(([name, entry]) => ({name, ...entry}))));
    for (const [, {file: shard, start, bytes}] of sorted) {
      if (bytes === 0) continue;
      for await (const chunk of createReadStream(shard, {start, end: start + bytes - 1}))
        await file.writeFile(chunk);
    }
  } finally {
    await file.close();
  }
}
