import {type FileHandle, open} from 'node:fs/promises';
import {StageError} from '@retune/stage';
import {halfToFloat32} from './half-to-float32.js';
import {damagedFile, readSafetensorsHeader, type TensorEntry} from './safetensors-header.js';
import {readTensorEntries} from './safetensors-index.js';

/** Types of the format that become 32-bit floats. */
const FLOAT_TYPES = ['F64', 'F32', 'F16', 'BF16'] as const;
export type FloatType = (typeof FLOAT_TYPES)[number];

/** A tensor in memory, row-major. */
export interface NamedTensor {
  shape: number[];
  /** The type in the file. */
  dtype: FloatType;
  data: Float32Array;
}

/**
 * Reads the tensors `wanted` names, or all, of a safetensors file or of the several of an index, as 32-bit
 * floats; F64, F32, F16 and BF16 become that. Without `wanted`, tensors of other types (position ids, masks) are
 * left out; a wanted one is refused. Throws StageError naming the file and the tensor.
 */
export async function readSafetensors(
  path: string,
  wanted?: Iterable<string>,
): Promise<Map<string, NamedTensor>> {
  const entries = await readTensorEntries(path);
  const names = wanted ?? [...entries].filter(([, entry]) => isFloat(entry.dtype)).map(([name]) => name);
  const files = new Map<string, FileHandle>();
  try {
    const tensors = new Map<string, NamedTensor>();
    for (const name of names) {
      const entry = readableEntry(path, name, entries.get(name));
      const file = files.get(entry.file) ?? (await open(entry.file, 'r'));
      files.set(entry.file, file);
      tensors.set(name, await readTensor(file, name, entry));
    }
    return tensors;
  } finally {
    for (const file of files.values()) await file.close();
  }
}

/** The texts by name in a file's metadata. Throws StageError naming the file. */
export async function readSafetensorsMetadata(path: string): Promise<Readonly<Record<string, string>>> {
  return (await readSafetensorsHeader(path)).metadata;
}

type FloatEntry = TensorEntry & {dtype: FloatType};

function readableEntry(path: string, name: string, entry: TensorEntry | undefined): FloatEntry {
  if (entry === undefined)
    throw new StageError({
      where: path,
      what: `tensor ${name} is missing`,
      mend: 'Use a checkpoint that holds it.',
    });
  const {dtype} = entry;
  if (isFloat(dtype)) return {...entry, dtype};
  throw new StageError({
    where: entry.file,
    what: `tensor ${name} has type ${dtype}; ${FLOAT_TYPES.join(', ')} can be read`,
    mend: 'Use a checkpoint that is not quantized.',
  });
}

async function readTensor(
  handle: FileHandle,
  name: string,
  {dtype, shape, file, start, bytes}: FloatEntry,
): Promise<NamedTensor> {
  const buffer = new ArrayBuffer(bytes);
  // Node reads at most 2 GiB at once.
  for (let done = 0; done < bytes; ) {
    const {bytesRead} = await handle.read(
      new Uint8Array(buffer),
      done,
      Math.min(bytes - done, 1 << 30),
      start + done,
    );
    if (bytesRead === 0) throw damagedFile(file, `the file ends within tensor ${name}`);
    done += bytesRead;
  }
  return {shape, dtype, data: asFloat32(dtype, buffer)};
}

function isFloat(dtype: string): dtype is FloatType {
  return FLOAT_TYPES.includes(dtype as FloatType);
}

function asFloat32(dtype: FloatType, buffer: ArrayBuffer): Float32Array {
  if (dtype === 'F64') return Float32Array.from(new Float64Array(buffer));
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
