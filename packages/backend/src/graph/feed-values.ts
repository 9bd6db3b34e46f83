import {tf} from '../tensorflow.js';
import type {FeedSpec} from './function-spec.js';
import {DataType, graphBackend} from './tensorflow-binding.js';

/** Values in row-major order, with their shape. */
export interface GraphArray<Values = Float32Array | Int32Array | Uint8Array> {
  shape: readonly number[];
  values: Values;
}

/**
 * What may be fed: a tensor, or values in the array of the feed's type: Float32Array, Int32Array, Uint8Array
 * for `bool`, Uint16Array for `half`. Values are read where they lie, without a copy.
 */
export type FeedValue = tf.Tensor | GraphArray<Float32Array | Int32Array | Uint8Array | Uint16Array>;

/**
 * Calls `run` with the addon's id of each value, and frees those that were made for it.
 *
 * @throws Error for a missing or unknown feed, or a type or shape that the function doesn't take
 */
export function withFeeds<Result>(
  functionName: string,
  specs: Readonly<Record<string, FeedSpec>>,
  feeds: Readonly<Record<string, FeedValue>>,
  run: (ids: ReadonlyMap<string, number>) => Result,
): Result {
  checkFeeds(functionName, specs, feeds);
  const ids = new Map<string, number>();
  const own: number[] = [];
  try {
    for (const [name, spec] of Object.entries(specs)) {
      const value = feeds[name]!;
      const id =
        value instanceof tf.Tensor ? graphBackend().getInputTensorIds([value])[0]! : create(value, spec);
      if (!(value instanceof tf.Tensor)) own.push(id);
      ids.set(name, id);
    }
    return run(ids);
  } finally {
    for (const id of own) graphBackend().binding.deleteTensor(id);
  }
}

function create({shape, values}: Exclude<FeedValue, tf.Tensor>, {dtype}: FeedSpec): number {
  const {binding} = graphBackend();
  if (dtype !== 'half') return binding.createTensor(shape, DataType[dtype], values as tf.TypedArray);
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return binding.createTensor([...shape, 2], DataType.uint8, bytes);
}

function checkFeeds(
  functionName: string,
  specs: Readonly<Record<string, FeedSpec>>,
  feeds: Readonly<Record<string, FeedValue>>,
): void {
  const sizes = new Map<string, number>();
  const refuse = (name: string, what: string): never => {
    throw new Error(`Internal error: feed "${name}" of graph function "${functionName}" ${what}`);
  };
  for (const name of Object.keys(feeds)) if (specs[name] === undefined) refuse(name, 'is unknown');
  for (const [name, {dtype, shape}] of Object.entries(specs)) {
    const value = feeds[name] ?? refuse(name, 'is missing');
    const found = dtypeOf(value);
    if (found !== dtype) refuse(name, `is ${found}, not ${dtype}`);
    const fits =
      value.shape.length === shape.length &&
      shape.every((size, axis) => {
        const expected = typeof size === 'number' ? size : (sizes.get(size) ?? value.shape[axis]!);
        if (typeof size === 'string') sizes.set(size, expected);
        return value.shape[axis] === expected;
      });
    if (!fits) refuse(name, `has shape [${value.shape.join(', ')}], not [${shapeText(shape, sizes)}]`);
  }
}

function shapeText(shape: readonly (number | string)[], sizes: ReadonlyMap<string, number>): string {
  return shape
    .map((size) => (sizes.has(size as string) ? `${size}=${sizes.get(size as string)}` : size))
    .join(', ');
}

function dtypeOf(value: FeedValue): string {
  if (value instanceof tf.Tensor) return value.dtype;
  if (value.values instanceof Float32Array) return 'float32';
  if (value.values instanceof Int32Array) return 'int32';
  return value.values instanceof Uint16Array ? 'half' : 'bool';
}
