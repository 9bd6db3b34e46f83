import type {DimensionEmitter} from './dimension-emitter.js';
import type {GraphBuilder} from './graph-builder.js';
import type {SymbolicConstant} from './symbolic-constant.js';
import type {SymbolicNumber} from './symbolic-dims.js';
import {DataType} from './tensorflow-binding.js';

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
    case 'integers': {
      const {shape, elements} = constant;
      if (shape.length === 0) return dimensions.integer(elements[0]!);
      const vector = emitVector(
        builder,
        shape.length === 1 ? name : `${name}/elements`,
        elements,
        dimensions,
      );
      if (shape.length === 1) return vector;
      const target = builder.constant(
        `${name}/shape`,
        DataType.int32,
        [shape.length],
        Int32Array.from(shape),
      );
      return builder.add(name, 'Reshape', [vector, target], {
        T: {type: DataType.int32},
        Tshape: {type: DataType.int32},
      });
    }
    case 'uniform': {
      const {dtype, shape, value} = constant;
      const scalar = emitScalar(builder, `${name}/value`, dtype, value, dimensions);
      if (shape.length === 0) return scalar;
      const sizes = emitVector(builder, `${name}/shape`, shape, dimensions);
      return builder.add(name, 'Fill', [sizes, scalar], {
        T: {type: dtype},
        index_type: {type: DataType.int32},
      });
    }
  }
}

/**
 * Whole numbers as an int32 vector. As the shape of a Reshape one of them may be unknown, which spares
 * computing it: see {@link emitReshapeTarget}.
 */
function emitVector(
  builder: GraphBuilder,
  name: string,
  elements: readonly SymbolicNumber[],
  dimensions: DimensionEmitter,
): string {
  if (elements.every((element) => typeof element === 'number'))
    return builder.constant(name, DataType.int32, [elements.length], Int32Array.from(elements));
  return builder.add(
    name,
    'Pack',
    elements.map((element) => dimensions.integer(element)),
    {
      N: {int: elements.length},
      T: {type: DataType.int32},
      axis: {int: 0},
    },
  );
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
  return builder.constant(name, DataType.int32, [sizes.length], Int32Array.from(sizes));
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
