import {open, stat} from 'node:fs/promises';
import {StageError} from '@retune/stage';

/** Bytes of one value of each type the format knows. */
const VALUE_BYTES: Record<string, number> = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
  U16: 2,
  I16: 2,
  F16: 2,
  BF16: 2,
  U32: 4,
  I32: 4,
  F32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
};
/** The reference implementation refuses longer headers too. */
const LONGEST_HEADER = 100_000_000;

/** One tensor of a safetensors file: what it is and where its bytes lie. */
export interface TensorEntry {
  dtype: string;
  shape: number[];
  /** First byte, counted from the start of the file. */
  start: number;
  bytes: number;
}

/**
 * Reads and checks the header of a safetensors file: its bounds, types and sizes, and that the tensors fill
 * the file without gap or overlap. Throws StageError naming the file and the tensor.
 * Format: https://github.com/huggingface/safetensors#format
 */
export async function readSafetensorsHeader(path: string): Promise<Map<string, TensorEntry>> {
  const {size} = await stat(path).catch((cause: unknown) => {
    throw broken(path, 'the file cannot be read', cause);
  });
  const file = await open(path, 'r');
  try {
    const prefix = Buffer.alloc(8);
    await file.read(prefix, 0, 8, 0);
    const length = size < 8 ? 0n : prefix.readBigUInt64LE();
    if (length < 2n || length > LONGEST_HEADER || 8n + length > size)
      throw broken(
        path,
        `the header would have ${length} bytes of the file's ${size}; this is no safetensors file or a part of one`,
      );
    const text = Buffer.alloc(Number(length));
    await file.read(text, 0, text.length, 8);
    return checkedEntries(path, parsed(path, text.toString('utf8')), 8 + text.length, size);
  } finally {
    await file.close();
  }
}

function parsed(path: string, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch (cause) {
    throw broken(path, 'the header is not JSON', cause);
  }
  throw broken(path, 'the header is not a JSON object');
}

function checkedEntries(path: string, header: Record<string, unknown>, dataStart: number, size: number) {
  const entries = new Map<string, TensorEntry>();
  for (const [name, value] of Object.entries(header))
    if (name !== '__metadata__') entries.set(name, checkedEntry(path, name, value, dataStart));
  requireContiguous(path, entries, dataStart, size);
  return entries;
}

function checkedEntry(path: string, name: string, value: unknown, dataStart: number): TensorEntry {
  const {dtype, shape, data_offsets: offsets} = (value ?? {}) as Record<string, unknown>;
  const valueBytes = VALUE_BYTES[String(dtype)];
  if (valueBytes === undefined) throw broken(path, `tensor ${name} has the unknown type ${String(dtype)}`);
  if (!isListOfSizes(shape) || !isListOfSizes(offsets) || offsets.length !== 2)
    throw broken(path, `tensor ${name} has no valid shape and data_offsets`);
  const [start = 0, end = 0] = offsets;
  const bytes = shape.reduce((product, axis) => product * axis, valueBytes);
  if (end - start !== bytes)
    throw broken(
      path,
      `tensor ${name} of shape [${shape.join(', ')}] and type ${dtype} needs ${bytes} bytes, not ${end - start}`,
    );
  return {dtype: String(dtype), shape, start: dataStart + start, bytes};
}

function isListOfSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}

function requireContiguous(path: string, entries: Map<string, TensorEntry>, dataStart: number, size: number) {
  let end = dataStart;
  for (const [name, entry] of [...entries].sort(([, a], [, b]) => a.start - b.start || a.bytes - b.bytes)) {
    if (entry.start < end) throw broken(path, `tensor ${name} overlaps the one before it`);
    if (entry.start > end)
      throw broken(path, `there is a gap of ${entry.start - end} bytes before tensor ${name}`);
    end += entry.bytes;
    if (end > size) throw broken(path, `tensor ${name} ends at byte ${end}, but the file has only ${size}`);
  }
  if (end !== size) throw broken(path, `${size - end} bytes follow the last tensor`);
}

function broken(path: string, what: string, cause?: unknown): StageError {
  return new StageError(
    {where: path, what, mend: 'Bring the file anew; it may be damaged or only in part here.'},
    {cause},
  );
}
