import type {tf} from '../tensorflow.js';
import {GraphError} from './graph-error.js';
import type {RecordedConstant} from './recorder.js';
import {type Dims, type SymbolicNumber, solveFloat, solveInteger} from './symbolic-dims.js';
import {DataType} from './tensorflow-binding.js';
import type {TraceSource} from './trace-source.js';

/** A constant of the traced code, as it is at any sizes of the symbolic dimensions. */
export type SymbolicConstant =
  /** The same at all sizes. */
  | {kind: 'fixed'; dtype: number; shape: readonly number[]; values: tf.TypedArray}
  /** int32 numbers that depend on the sizes, mostly a shape: [batch, 12, 384]. */
  | {kind: 'integers'; shape: readonly number[]; elements: readonly SymbolicNumber[]}
  /** One value everywhere, as gradients start from. */
  | {kind: 'uniform'; dtype: number; shape: readonly SymbolicNumber[]; value: SymbolicNumber};

/** The operation that uses a constant, and the code that asked for it. */
export interface Consumer {
  op: string;
  source: TraceSource | string;
}

/**
 * Joins a constant as recorded at each of the example dims.
 *
 * @throws GraphError `constant-varies` or `constant-type`
 */
export function symbolicConstant(
  recorded: readonly RecordedConstant[],
  dims: readonly Dims[],
  {op, source}: Consumer,
): SymbolicConstant {
  const [{dtype, shape, values}] = recorded as [RecordedConstant];
  if (dtype !== DataType.float32 && dtype !== DataType.int32 && dtype !== DataType.bool)
    throw new GraphError({kind: 'constant-type', op, source: String(source)});
  const twin = recorded.find((other) => !equal(values, other.values) || !equal(shape, other.shape));
  if (twin === undefined) return {kind: 'fixed', dtype, shape, values};
  const symbolic = integers(recorded, dims) ?? uniform(recorded, dims);
  if (symbolic !== undefined) return symbolic;
  throw new GraphError({
    kind: 'constant-varies',
    op,
    source: String(source),
    first: summary(recorded[0]!),
    second: summary(twin),
  });
}

function integers(
  recorded: readonly RecordedConstant[],
  dims: readonly Dims[],
): SymbolicConstant | undefined {
  const [{dtype, shape, values}] = recorded as [RecordedConstant];
  if (dtype !== DataType.int32 || !recorded.every((other) => equal(shape, other.shape))) return undefined;
  const elements = Array.from(values, (_, index) =>
    solveInteger(
      recorded.map((other) => other.values[index]!),
      dims,
    ),
  );
  return elements.every((element) => element !== undefined) ? {kind: 'integers', shape, elements} : undefined;
}

function uniform(recorded: readonly RecordedConstant[], dims: readonly Dims[]): SymbolicConstant | undefined {
  const [{dtype, shape}] = recorded as [RecordedConstant];
  if (!recorded.every(({values}) => values.every((value) => value === values[0]))) return undefined;
  const solve = dtype === DataType.float32 ? solveFloat : solveInteger;
  const value = solve(
    recorded.map(({values}) => values[0]!),
    dims,
  );
  const sizes = shape.map((_, axis) =>
    solveInteger(
      recorded.map((other) => other.shape[axis]!),
      dims,
    ),
  );
  if (value === undefined || !sizes.every((size) => size !== undefined)) return undefined;
  return {kind: 'uniform', dtype, shape: sizes, value};
}

function equal(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (!Object.is(a[index], b[index])) return false;
  return true;
}

function summary({shape, values}: RecordedConstant): string {
  const some = [...values.subarray(0, 4)].map(String);
  return `[${shape.join(', ')}] of ${some.join(', ')}${values.length > 4 ? ', ...' : ''}`;
}
