import {DimensionEmitter} from './dimension-emitter.js';
import {emitConstant, emitReshapeTarget} from './emit-constant.js';
import {emitFeed} from './emit-feed.js';
import type {FeedSpec} from './function-spec.js';
import type {GraphBuilder} from './graph-builder.js';
import {nodeAttributes} from './node-attributes.js';
import type {RecordedOperation, TensorRef} from './recorder.js';
import type {TracedFunction} from './traced-function.js';
import type {VariableNodes} from './variable-store.js';

/** Where an emitted function's tensors are in the graph. */
export interface EmittedFunction {
  /** The placeholder of each feed. */
  feeds: Readonly<Record<string, string>>;
  /** A reference to each output. */
  outputs: Readonly<Record<string, string>>;
}

/** Writes a traced function's nodes into the graph, below `scope`. */
export function emitFunction(
  builder: GraphBuilder,
  scope: string,
  {nodes, outputs}: TracedFunction,
  specs: Readonly<Record<string, FeedSpec>>,
  variables: Readonly<Record<string, VariableNodes>>,
): EmittedFunction {
  const feeds = Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, emitFeed(builder, `${scope}/feeds/${name}`, spec)]),
  );
  const dimensions = new DimensionEmitter(builder, `${scope}/dimensions`, specs, feeds);
  const names: string[] = [];

  const nameOf = (index: number): string => {
    const node = nodes[index]!;
    if (node.kind === 'input')
      return node.role === 'feed' ? feeds[node.name]!.value : variables[node.name]!.read;
    if (node.kind === 'operation') return names[index]!;
    names[index] ??= emitConstant(builder, `${scope}/constant_${index}`, node, dimensions);
    return names[index];
  };
  const reference = ({node, output}: TensorRef) =>
    output === 0 ? nameOf(node) : `${nameOf(node)}:${output}`;
  const inputsOf = ({op, inputs}: RecordedOperation) => {
    const target = op === 'Reshape' ? nodes[inputs[1]!.node] : undefined;
    if (target?.kind !== 'integers') return inputs.map(reference);
    const name = `${scope}/target_${inputs[1]!.node}`;
    return [reference(inputs[0]!), emitReshapeTarget(builder, name, target, dimensions)];
  };

  nodes.forEach((node, index) => {
    if (node?.kind !== 'operation') return;
    const name = `${scope}/${node.op}_${index}`;
    names[index] = builder.add(name, node.op, inputsOf(node), nodeAttributes(node));
    builder.traced.set(name, node);
  });
  return {
    feeds: Object.fromEntries(Object.entries(feeds).map(([name, feed]) => [name, feed.placeholder])),
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, ref]) => [name, reference(ref)])),
  };
}
