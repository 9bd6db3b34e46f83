import {tf} from '../tensorflow.js';
import {dimensionNames, type FeedSpec, type GraphFunction} from './function-spec.js';
import {GraphError} from './graph-error.js';
import {
  type NamedInput,
  type RecordedConstant,
  type RecordedInput,
  type RecordedNode,
  type RecordedOperation,
  type Recording,
  record,
  type TensorRef,
} from './recorder.js';
import {type Consumer, type SymbolicConstant, symbolicConstant} from './symbolic-constant.js';
import {type Dims, exampleDims} from './symbolic-dims.js';

export type TracedNode = RecordedInput | SymbolicConstant | RecordedOperation;

/** A function's operations, valid for any sizes of its symbolic dimensions. */
export interface TracedFunction {
  /** In order of computation; undefined where a recorded node serves no output. */
  nodes: readonly (TracedNode | undefined)[];
  outputs: Readonly<Record<string, TensorRef>>;
}

/**
 * Records a function at several sets of sizes and joins the recordings: where they differ they tell how the
 * computation depends on the sizes.
 *
 * @throws GraphError where the function reads values, branches on a size or draws random numbers.
 */
export function traceFunction(
  {feeds, compute}: Pick<GraphFunction, 'feeds' | 'compute'>,
  variables: tf.NamedTensorMap,
): TracedFunction {
  const dims = exampleDims(dimensionNames(feeds));
  const recordings = dims.map((sizes) => recordAt(sizes, feeds, variables, compute));
  const [first, ...others] = recordings as [Recording, ...Recording[]];
  for (const other of others) checkSameOperations(first, other);
  const live = liveNodes(first);
  const nodes = first.nodes.map((node, index) => {
    if (!live.has(index)) return undefined;
    if (node.kind !== 'constant') return node;
    const recorded = recordings.map((recording) => recording.nodes[index] as RecordedConstant);
    return symbolicConstant(recorded, dims, consumerOf(index, first));
  });
  return {nodes, outputs: first.outputs};
}

function recordAt(
  sizes: Dims,
  specs: Readonly<Record<string, FeedSpec>>,
  variables: tf.NamedTensorMap,
  compute: GraphFunction['compute'],
): Recording {
  const feeds: tf.NamedTensorMap = {};
  // Zeros are in range as token ids and as rows of any table.
  for (const [name, {dtype, shape}] of Object.entries(specs))
    feeds[name] = tf.zeros(
      shape.map((size) => (typeof size === 'string' ? sizes[size]! : size)),
      dtype === 'half' ? 'float32' : dtype,
    );
  try {
    return record([...named('feed', feeds), ...named('variable', variables)], () =>
      compute(feeds, variables),
    );
  } finally {
    tf.dispose(feeds);
  }
}

function named(role: NamedInput['role'], tensors: tf.NamedTensorMap): NamedInput[] {
  return Object.entries(tensors).map(([name, tensor]) => ({role, name, tensor}));
}

function checkSameOperations(first: Recording, second: Recording): void {
  const length = Math.max(first.nodes.length, second.nodes.length);
  for (let index = 0; index < length; index++) {
    const [a, b] = [first.nodes[index], second.nodes[index]];
    const [one, other] = [structureOf(a), structureOf(b)];
    if (one === other) continue;
    throw new GraphError({
      kind: 'traces-differ',
      first: one,
      second: other,
      source: sourceNear(index, first, second),
    });
  }
}

/** What must be equal at every shape: the operation, its attributes and where its inputs come from. */
function structureOf(node: RecordedNode | undefined): string {
  if (node === undefined) return 'nothing';
  if (node.kind !== 'operation') return `${node.kind} of rank ${node.shape.length}`;
  const attributes = node.attributes.map(({name, value}) => `${name}=${JSON.stringify(value)}`);
  const inputs = node.inputs.map(({node: producer, output}) => `${producer}:${output}`);
  return `${node.op}(${inputs.join(', ')}) {${attributes.join(', ')}}`;
}

/** The code of the first operation from there on; one of two recordings may have ended. */
function sourceNear(index: number, ...recordings: Recording[]): string {
  const operation = recordings
    .flatMap(({nodes}) => nodes.slice(index))
    .find((node) => node.kind === 'operation');
  return operation === undefined ? 'The function' : String(operation.source);
}

function liveNodes({nodes, outputs}: Recording): Set<number> {
  const live = new Set(Object.values(outputs).map(({node}) => node));
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index]!;
    if (live.has(index) && node.kind === 'operation') for (const input of node.inputs) live.add(input.node);
  }
  return live;
}

function consumerOf(index: number, {nodes}: Recording): Consumer {
  for (const node of nodes)
    if (node.kind === 'operation' && node.inputs.some((input) => input.node === index)) return node;
  return {op: 'The output', source: 'the function'};
}
