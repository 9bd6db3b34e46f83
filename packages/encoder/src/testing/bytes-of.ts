import type {Float32Tensor} from '../write-safetensors.js';

/** Name to bytes in base64: a test compares texts much faster than arrays of numbers. */
export function bytesOf(tensors: ReadonlyMap<string, Float32Tensor>): Map<string, string> {
  return new Map([...tensors].map(([name, {data}]) => [name, Buffer.from(data.buffer).toString('base64')]));
}
