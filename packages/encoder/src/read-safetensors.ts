import {type FileHandle, open} from 'node:fs/promises';
import {StageError} from '@retune/stage';
import {halfToFloat32} from './half-to-float32.js';
import {readSafetensorsHeader, type TensorEntry} from './safetensors-header.js';

/** A tensor in memory, row-major. */
export interface NamedTensor {
  shape: number[];
  /** The type in the file. */
  dtype: 'F32' | 'F16' | 'BF16';
  data: Float32Array;
}

/**
 * Reads the tensors `wanted` names, or all, of a safetensors file as 32-bit floats; F32, F16 and BF16 become
 * that. Without `wanted`, tensors of other types (position ids, masks) are left out; a wanted one is refused.
 * Throws StageError naming the file and the tensor.
 */
export async function readSafetensors(
  path: string,
  wanted?: Iterable<string>,
): Promise<Map<string, NamedTensor>> {
  const entries = await readSafetensorsHeader(path);
  const names = wanted ?? [...entries].filter(([, entry]) => isFloat(entry.dtype)).map(([name]) => name);
  const file = await open(path, 'r');
  try {
    const tensors = new Map<string, NamedTensor>();
    for (const name of names) tensors.set(name, await readTensor(file, path, name, entries.get(name)));
    return tensors;
  } finally {
    await file.close();
  }
}

async function readTensor(
  file: FileHandle,
  path: string,
  name: string,
  entry: TensorEntry | undefined,
): Promise<NamedTensor> {
  if (entry === undefined)
    throw new StageError({
      where: path,
      what: `tensor ${name} is missing`,
      mend: 'Use a checkpoint that holds it.',
    });
  const {dtype, shape, start, bytes} = entry;
  if (!isFloat(dtype))
    throw new StageError({
      where: path,
      what: `tensor ${name} has type ${dtype}; F32, F16 and BF16 can be read`,
      mend: 'Use a checkpoint that is not quantized.',
    });
  const buffer = new ArrayBuffer(bytes);
  // Node reads at most 2 GiB at once.
  for (let done = 0; done < bytes; ) {
    const {bytesRead} = await file.read(
      new Uint8Array(buffer),
      done,
      Math.min(bytes - done, 1 << 30),
      start + done,
    );
    if (bytesRead === 0)
      throw new StageError({
        where: path,
        what: `the file ends within tensor ${name}`,
        mend: 'Bring the file anew.',
      });
    done += bytesRead;
  }
  return {shape, dtype, data: asFloat32(dtype, buffer)};
}

function isFloat(dtype: string): dtype is NamedTensor['dtype'] {
  return dtype === 'F32' || dtype === 'F16' || dtype === 'BF16';
}

function asFloat32(dtype: NamedTensor['dtype'], buffer: ArrayBuffer): Float32Array {
  if (dtype === 'F32') return new Float32Array(buffer);
  const halves = new Uint16Array(buffer);
  return dtype === 'F16' ? halfToFloat32(halves) : bfloat16ToFloat32(halves);
}

/** A bfloat16 is the upper half of a 32-bit float. */
function bfloat16ToFloat32(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) bits[i] = (halves[i] as number) << 16;
  return new Float32Array(bits.buffer);
}
