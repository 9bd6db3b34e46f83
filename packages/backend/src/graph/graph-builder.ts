import type {tf} from '../tensorflow.js';
import type {NodeAttribute, NodeDef} from './graph-def.js';
import {GraphError} from './graph-error.js';
import type {RecordedOperation} from './recorder.js';
import {DataType} from './tensorflow-binding.js';

/** Names that TensorFlow takes for nodes below a scope, and that survive the addon's lists split at commas. */
const NAME = /^[A-Za-z0-9_./-]+$/;

/** Collects the nodes of a graph, names them, and remembers for messages which were traced. */
export class GraphBuilder {
  readonly nodes: NodeDef[] = [];
  /** The traced operations among the nodes. */
  readonly traced = new Map<string, RecordedOperation>();

  /** Adds a node and gives its name, which is also the reference to its first output. */
  add(
    name: string,
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, NodeAttribute>> = {},
  ): string {
    if (!NAME.test(name)) throw new GraphError({kind: 'name', name});
    this.nodes.push({name, op, inputs, attributes});
    return name;
  }

  /** A constant; `controls` are nodes that must run before it. */
  constant(
    name: string,
    dtype: number,
    shape: readonly number[],
    values: tf.TypedArray,
    controls: readonly string[] = [],
  ): string {
    const content = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    return this.add(
      name,
      'Const',
      controls.map((node) => `^${node}`),
      {
        dtype: {type: dtype},
        value: {tensor: {dtype, shape, content}},
      },
    );
  }

  /** A constant float32 scalar. */
  float(name: string, value: number): string {
    return this.constant(name, DataType.float32, [], Float32Array.of(value));
  }

  /** A constant int32 scalar. */
  int(name: string, value: number): string {
    return this.constant(name, DataType.int32, [], Int32Array.of(value));
  }

  /** A constant int32 vector. */
  ints(name: string, values: readonly number[]): string {
    return this.constant(name, DataType.int32, [values.length], Int32Array.from(values));
  }

  /** A place for a fed value; -1 is a size known only when fed. */
  placeholder(name: string, dtype: number, shape: readonly number[]): string {
    return this.add(name, 'Placeholder', [], {dtype: {type: dtype}, shape: {shape}});
  }

  /** An operation on float32 alone. */
  floatOp(name: string, op: string, inputs: readonly string[]): string {
    return this.add(name, op, inputs, {T: {type: DataType.float32}});
  }

  /**
   * A node to fetch so that `controls` run: the addon can't name operations to run without fetching
   * something, and assignments have no output.
   */
  done(name: string, controls: readonly string[]): string {
    return this.constant(name, DataType.int32, [], Int32Array.of(1), controls);
  }

  /** A float32 tensor, available once the `controls` have run. */
  after(name: string, tensor: string, controls: readonly string[]): string {
    return this.floatOp(name, 'Identity', [tensor, ...controls.map((node) => `^${node}`)]);
  }
}
