import type {DimensionEmitter} from './dimension-emitter.js';
import type {GraphBuilder} from './graph-builder.js';
import type {SymbolicConstant} from './symbolic-constant.js';
import type {SymbolicNumber} from './symbolic-dims.js';
import {DataType} from './tensorflow-binding.js';

const int32 = {type: DataType.int32};

/** Emits a constant of the traced code; one that depends on sizes is computed from them. */
export function emitConstant(
  builder: GraphBuilder,
  name: string,
  constant: SymbolicConstant,
  dimensions: DimensionEmitter,
): string {
  switch (constant.kind) {
    case 'fixed':
      return builder.constant(name, constant.dtype, constant.shape, constant.values);
    case 'integers':
      return emitIntegers(builder, name, constant, dimensions);
    case 'uniform': {
      const {dtype, shape, value} = constant;
      const scalar = emitScalar(builder, `${name}/value`, dtype, value, dimensions);
      if (shape.length === 0) return scalar;
      const sizes = emitVector(builder, `${name}/shape`, shape, dimensions);
      return builder.add(name, 'Fill', [sizes, scalar], {T: {type: dtype}, index_type: int32});
    }
  }
}

function emitIntegers(
  builder: GraphBuilder,
  name: string,
  {shape, elements}: Extract<SymbolicConstant, {kind: 'integers'}>,
  dimensions: DimensionEmitter,
): string {
  if (shape.length === 0) return dimensions.integer(elements[0]!);
  if (shape.length === 1) return emitVector(builder, name, elements, dimensions);
  const vector = emitVector(builder, `${name}/elements`, elements, dimensions);
  const target = builder.ints(`${name}/shape`, shape);
  return builder.add(name, 'Reshape', [vector, target], {T: int32, Tshape: int32});
}

function emitVector(
  builder: GraphBuilder,
  name: string,
  elements: readonly SymbolicNumber[],
  dimensions: DimensionEmitter,
): string {
  if (elements.every((element) => typeof element === 'number')) return builder.ints(name, elements);
  const scalars = elements.map((element) => dimensions.integer(element));
  return builder.add(name, 'Pack', scalars, {N: {int: elements.length}, T: int32, axis: {int: 0}});
}

/** The target shape of a Reshape, where TensorFlow itself finds the one size that is not fixed. */
export function emitReshapeTarget(
  builder: GraphBuilder,
  name: string,
  constant: Extract<SymbolicConstant, {kind: 'integers'}>,
  dimensions: DimensionEmitter,
): string {
  const unknown = constant.elements.filter((element) => typeof element !== 'number');
  if (unknown.length !== 1) return emitConstant(builder, name, constant, dimensions);
  const sizes = constant.elements.map((element) => (typeof element === 'number' ? element : -1));
  return builder.ints(name, sizes);
}

function emitScalar(
  builder: GraphBuilder,
  name: string,
  dtype: number,
  value: SymbolicNumber,
  dimensions: DimensionEmitter,
): string {
  if (dtype === DataType.float32) return dimensions.float(value);
  if (dtype === DataType.int32) return dimensions.integer(value);
  return builder.constant(name, dtype, [], Uint8Array.of(value as number));
}
