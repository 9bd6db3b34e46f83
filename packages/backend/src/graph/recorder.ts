import type {NativeTensor, OpAttribute} from '../native-backend.js';
import {tf} from '../tensorflow.js';
import {GraphError} from './graph-error.js';
import {DataType, type GraphBinding, graphBackend} from './tensorflow-binding.js';
import {TraceSource} from './trace-source.js';

/** One output of a recorded node. */
export interface TensorRef {
  /** The node's index in the recording. */
  node: number;
  output: number;
}

/** A value that is given from outside: a feed or a variable. */
export interface RecordedInput {
  kind: 'input';
  role: 'feed' | 'variable';
  name: string;
  dtype: number;
  /** At the dims of this recording. */
  shape: readonly number[];
}

/** A tensor made of JavaScript values. */
export interface RecordedConstant {
  kind: 'constant';
  dtype: number;
  shape: readonly number[];
  values: tf.TypedArray;
}

/** An operation that TensorFlow ran. */
export interface RecordedOperation {
  kind: 'operation';
  op: string;
  attributes: readonly OpAttribute[];
  inputs: readonly TensorRef[];
  outputs: readonly {dtype: number; shape: readonly number[]}[];
  /** The code that asked for it, for messages. */
  source: TraceSource;
}

export type RecordedNode = RecordedInput | RecordedConstant | RecordedOperation;

/** What a function did, each node after those that it uses. */
export interface Recording {
  nodes: readonly RecordedNode[];
  outputs: Readonly<Record<string, TensorRef>>;
}

/** A tensor whose name is known before recording. */
export interface NamedInput {
  role: 'feed' | 'variable';
  name: string;
  tensor: tf.Tensor;
}

/**
 * Runs `compute` eagerly and records each operation at the border between JavaScript and TensorFlow's
 * addon, where gradients too have become plain operations.
 *
 * @throws GraphError `values-read` or `captured-tensor`.
 */
export function record(inputs: readonly NamedInput[], compute: () => tf.NamedTensorMap): Recording {
  const backend = graphBackend();
  const binding = backend.binding;
  const recorder = new Recorder(binding);
  for (const input of inputs) recorder.addInput(input, backend.getInputTensorIds([input.tensor])[0]!);
  backend.binding = recorder.binding;
  const outputs: Record<string, TensorRef> = {};
  try {
    tf.tidy(() => {
      for (const [name, tensor] of Object.entries(compute()))
        outputs[name] = recorder.refOf(backend.getInputTensorIds([tensor])[0]!, `the output ${name}`);
    });
  } finally {
    backend.binding = binding;
  }
  recorder.refuseOpenReads();
  return {nodes: recorder.nodes, outputs};
}

class Recorder {
  readonly nodes: RecordedNode[] = [];
  readonly binding: GraphBinding;
  readonly #original: GraphBinding;
  readonly #refs = new Map<number, TensorRef>();
  /** A tensor whose values were read, until the operation that may excuse it. */
  #openRead: {id: number; source: TraceSource} | undefined;

  constructor(original: GraphBinding) {
    this.#original = original;
    // The addon's own methods are read-only and would silently win over assignments on an heir of it.
    const copy = Object.fromEntries(
      Object.getOwnPropertyNames(original).map((key) => [key, original[key as keyof GraphBinding]]),
    );
    this.binding = Object.assign(copy as unknown as GraphBinding, {
      createTensor: this.#createTensor.bind(this),
      executeOp: this.#executeOp.bind(this),
      tensorDataSync: this.#tensorDataSync.bind(this),
    });
  }

  addInput({role, name, tensor}: NamedInput, id: number): void {
    this.#add({kind: 'input', role, name, dtype: dtypeNumber(tensor.dtype), shape: tensor.shape}, [id]);
  }

  refOf(id: number, op: string): TensorRef {
    const ref = this.#refs.get(id);
    if (ref === undefined)
      throw new GraphError({kind: 'captured-tensor', op, source: String(new TraceSource())});
    return ref;
  }

  refuseOpenReads(): void {
    if (this.#openRead === undefined) return;
    const {id, source} = this.#openRead;
    throw new GraphError({kind: 'values-read', of: this.#describe(id), source: String(source)});
  }

  #createTensor(shape: readonly number[], dtype: number, values: tf.TypedArray): number {
    const id = this.#original.createTensor(shape, dtype, values);
    this.#add({kind: 'constant', dtype, shape: [...shape], values}, [id]);
    return id;
  }

  #executeOp(op: string, attributes: OpAttribute[], inputIds: number[], outputCount: number): NativeTensor[] {
    // tfjs-node's gather reads the indices first, to check their range: nothing of it stays in the result.
    if (op === 'GatherV2' && inputIds[1] === this.#openRead?.id) this.#openRead = undefined;
    this.refuseOpenReads();
    const inputs = inputIds.map((id) => this.refOf(id, op));
    const results = this.#original.executeOp(op, attributes, inputIds, outputCount);
    const outputs = results.map(({dtype, shape}) => ({dtype, shape}));
    this.#add(
      {kind: 'operation', op, attributes, inputs, outputs, source: new TraceSource()},
      results.map(({id}) => id),
    );
    return results;
  }

  #tensorDataSync(id: number): tf.TypedArray {
    this.refuseOpenReads();
    this.#openRead = {id, source: new TraceSource()};
    return this.#original.tensorDataSync(id);
  }

  #describe(id: number): string {
    const ref = this.#refs.get(id);
    const node = ref && this.nodes[ref.node];
    if (node === undefined) return 'a tensor made outside the function';
    if (node.kind === 'operation') return `the result of ${node.op}`;
    return node.kind === 'input' ? `the ${node.role} ${node.name}` : 'a constant';
  }

  #add(node: RecordedNode, outputIds: readonly number[]): void {
    this.nodes.push(node);
    outputIds.forEach((id, output) => {
      this.#refs.set(id, {node: this.nodes.length - 1, output});
    });
  }
}

function dtypeNumber(dtype: tf.DataType): number {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return DataType[dtype];
  throw new Error(`Internal error: a graph takes no ${dtype} from outside`);
}
