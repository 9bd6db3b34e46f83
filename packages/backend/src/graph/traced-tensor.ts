import type {TensorRef} from './recorder.js';
import {DataType} from './tensorflow-binding.js';
import type {TracedNode} from './traced-function.js';

/** Type and shape of a tensor in a traced function, at the first example dims; a computed size is -1. */
export function tracedTensor(
  {node, output}: TensorRef,
  nodes: readonly (TracedNode | undefined)[],
): {dtype: number; shape: readonly number[]} {
  const producer = nodes[node]!;
  switch (producer.kind) {
    case 'operation':
      return producer.outputs[output]!;
    case 'integers':
      return {dtype: DataType.int32, shape: producer.shape};
    case 'uniform':
      return {
        dtype: producer.dtype,
        shape: producer.shape.map((size) => (typeof size === 'number' ? size : -1)),
      };
    default:
      return producer;
  }
}
