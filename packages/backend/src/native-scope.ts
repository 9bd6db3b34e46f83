import {type NativeTensor, nativeBackend, type OpAttribute} from './native-backend.js';
import type {tf} from './tensorflow.js';

/**
 * Runs operations on tensors of types that TensorFlow.js does not know (half precision, bytes). Every tensor
 * made in the scope is freed at its end, unless it was handed out by {@link toTensor}.
 */
export class NativeScope {
  readonly #backend = nativeBackend();
  readonly #owned = new Set<number>();

  /** Runs `work` in a scope of its own. */
  static run<T>(work: (scope: NativeScope) => T): T {
    const scope = new NativeScope();
    try {
      return work(scope);
    } finally {
      for (const id of scope.#owned) scope.#backend.binding.deleteTensor(id);
    }
  }

  private constructor() {}

  /** A tensor over the memory of `values`, which must not change while the scope lasts. */
  fromValues(values: tf.TypedArray, dtype: number, shape: readonly number[]): NativeTensor {
    const id = this.#backend.binding.createTensor(shape, dtype, values);
    this.#owned.add(id);
    return {id, dtype, shape: [...shape]};
  }

  /** A TensorFlow.js tensor as the native one; it stays the caller's. */
  fromTensor(tensor: tf.Tensor): NativeTensor {
    const [id] = this.#backend.getInputTensorIds([tensor]);
    if (id === undefined) throw new Error('Internal error: a tensor has no native counterpart');
    return {id, dtype: this.#backend.binding.TF_FLOAT, shape: tensor.shape};
  }

  /** Runs an operation of one output. */
  execute(operation: string, attributes: OpAttribute[], inputs: readonly NativeTensor[]): NativeTensor {
    const inputIds = inputs.map((input) => input.id);
    const [output] = this.#backend.binding.executeOp(operation, attributes, inputIds, 1);
    if (output === undefined) throw new Error(`Internal error: operation ${operation} gave no output`);
    this.#owned.add(output.id);
    return output;
  }

  /** Hands the tensor out of the scope to TensorFlow.js. */
  toTensor(native: NativeTensor): tf.Tensor {
    this.#owned.delete(native.id);
    return this.#backend.createOutputTensor(native);
  }

  /** Copies the values out. */
  values(native: NativeTensor): tf.TypedArray {
    return this.#backend.binding.tensorDataSync(native.id);
  }
}
