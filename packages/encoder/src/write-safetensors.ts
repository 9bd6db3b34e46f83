import {open} from 'node:fs/promises';

/** A tensor to be written, row-major; `data` holds the product of `shape` values. */
export interface Float32Tensor {
  shape: readonly number[];
  data: Float32Array;
}

/**
 * Writes 32-bit float tensors as a safetensors file, and texts by name into its metadata. Deterministic: sorted
 * by name, so equal tensors give equal bytes, whatever their order; the data starts at a multiple of 8 bytes.
 */
export async function writeSafetensors(
  path: string,
  tensors: ReadonlyMap<string, Float32Tensor>,
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  const sorted = [...tensors].sort(([a], [b]) => (a < b ? -1 : 1));
  const file = await open(path, 'w');
  try {
    const head = safetensorsHead(
      sorted.map(([name, tensor]) => written(name, tensor)),
      metadata,
    );
    await file.writeFile(head);
    for (const [, {data}] of sorted)
      await file.writeFile(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  } finally {
    await file.close();
  }
}

/** What the header says of one tensor; `bytes` follow those of the tensor before. */
interface WrittenTensor {
  name: string;
  dtype: string;
  shape: readonly number[];
  bytes: number;
}

/** A file's length of the header and header, padded so that the data starts at a multiple of 8 bytes. */
export function safetensorsHead(
  tensors: readonly WrittenTensor[],
  metadata: Readonly<Record<string, string>> = {},
): Buffer {
  // `format` says the layout of the tensors is PyTorch's: a linear layer's weight is [out, in].
  const header: Record<string, unknown> = Object.create(null);
  header.__metadata__ = {format: 'pt', ...metadata};
  let end = 0;
  for (const {name, dtype, shape, bytes} of tensors) {
    header[name] = {dtype, shape, data_offsets: [end, end + bytes]};
    end += bytes;
  }
  const text = Buffer.from(JSON.stringify(header), 'utf8');
  const padded = Buffer.alloc(8 + Math.ceil(text.length / 8) * 8, ' ');
  padded.writeBigUInt64LE(BigInt(padded.length - 8));
  text.copy(padded, 8);
  return padded;
}

function written(name: string, {shape, data}: Float32Tensor): WrittenTensor {
  const values = shape.reduce((product, axis) => product * axis, 1);
  if (values !== data.length)
    throw new Error(`Internal error: ${name} has ${data.length} values, not the ${values} of [${shape}]`);
  return {name, dtype: 'F32', shape, bytes: data.byteLength};
}
