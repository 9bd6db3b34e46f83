import {attribute, type OpAttribute} from '../native-backend.js';
import type {RecordedOperation, TensorRef} from './recorder.js';
import type {TracedFunction, TracedNode} from './traced-function.js';
import {tracedTensor} from './traced-tensor.js';

/**
 * Puts products of two matrices, and the vectors added to them, into the one form that TensorFlow's graph
 * optimizer fuses (tensorflow/core/grappler/optimizers/remapper.cc): MatMul, BiasAdd and, where the code
 * writes it as (erf(x √½) + 1) · (x ½), GELU become one operation.
 */
export function fuseMatrixProducts(traced: TracedFunction): TracedFunction {
  const nodes: (TracedNode | undefined)[] = [];
  for (const node of traced.nodes)
    nodes.push(node?.kind === 'operation' ? biasAdd(matMul(node, nodes), nodes) : node);
  return {...traced, nodes};
}

type Nodes = readonly (TracedNode | undefined)[];

/** tfjs multiplies matrices as batches of rank 2, which the optimizer leaves alone. */
function matMul(node: RecordedOperation, nodes: Nodes): RecordedOperation {
  const areMatrices = node.inputs.every((input) => shapeOf(input, nodes).length === 2);
  if (node.op !== 'BatchMatMulV2' || !areMatrices) return node;
  const names: Readonly<Record<string, string>> = {adj_x: 'transpose_a', adj_y: 'transpose_b'};
  const attributes = node.attributes.map(
    (each): OpAttribute => ({...each, name: names[each.name] ?? each.name}),
  );
  return {...node, op: 'MatMul', attributes};
}

function biasAdd(node: RecordedOperation, nodes: Nodes): RecordedOperation {
  if (node.op !== 'Add' && node.op !== 'AddV2') return node;
  const product = node.inputs.find((input) => isMatMul(input, nodes));
  const bias = node.inputs.find((input) => input !== product);
  if (product === undefined || bias === undefined) return node;
  const biasShape = shapeOf(bias, nodes);
  if (biasShape.length !== 1 || biasShape[0] !== shapeOf(product, nodes)[1]) return node;
  const attributes = [...node.attributes, attribute.string('data_format', 'NHWC')];
  return {...node, op: 'BiasAdd', attributes, inputs: [product, bias]};
}

function isMatMul({node}: TensorRef, nodes: Nodes): boolean {
  const producer = nodes[node];
  return producer?.kind === 'operation' && producer.op === 'MatMul';
}

function shapeOf(ref: TensorRef, nodes: Nodes): readonly number[] {
  return tracedTensor(ref, nodes).shape;
}
