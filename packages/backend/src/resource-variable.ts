import {attribute, nativeBackend, type OpAttribute} from './native-backend.js';
import {tf} from './tensorflow.js';

let variablesMade = 0;

/**
 * A float32 variable that lives in the native library and is updated in place, multi-threaded: several times
 * as fast as a `tf.Variable` for an optimizer's step. Not tracked by `tf.tidy`: free it with {@link dispose}.
 */
export class ResourceVariable {
  readonly shape: readonly number[];
  readonly #handle: number;

  /** Starts with the values of `initial`, which stays the caller's. */
  constructor(initial: tf.Tensor) {
    this.shape = initial.shape;
    const attributes = [
      attribute.string('container', ''),
      attribute.string('shared_name', `variable-${++variablesMade}`), // equal names would share the values
      floatType('dtype'),
      attribute.shape('shape', initial.shape),
    ];
    const [handle] = nativeBackend().binding.executeOp('VarHandleOp', attributes, [], 1);
    if (handle === undefined) throw new Error('Internal error: VarHandleOp gave no handle');
    this.#handle = handle.id;
    this.assign(initial);
  }

  /**
   * The values as a tensor, without a copy. Dispose it before the next update: an update of a variable whose
   * values are still held elsewhere copies them first.
   */
  read(): tf.Tensor {
    const [output] = nativeBackend().binding.executeOp(
      'ReadVariableOp',
      [floatType('dtype')],
      [this.#handle],
      1,
    );
    if (output === undefined) throw new Error('Internal error: ReadVariableOp gave no values');
    return nativeBackend().createOutputTensor(output);
  }

  /** Copies the values out, row-major. */
  values(): Float32Array {
    const tensor = this.read();
    const values = tensor.dataSync<'float32'>();
    tensor.dispose();
    return values;
  }

  /** Replaces the values by a copy of these, row-major. */
  assignValues(values: Float32Array): void {
    const tensor = tf.tensor(values, [...this.shape]);
    this.assign(tensor);
    tensor.dispose();
  }

  /** Replaces the values by those of `value`, of the variable's shape. */
  assign(value: tf.Tensor): void {
    this.#requireShape(value);
    this.execute('AssignVariableOp', [floatType('dtype')], [value]);
  }

  /** Runs an operation without outputs on the variables' handles, then `inputs`. */
  execute(
    operation: string,
    attributes: OpAttribute[],
    inputs: readonly tf.Tensor[],
    others: readonly ResourceVariable[] = [],
  ): void {
    const backend = nativeBackend();
    const handles = [this, ...others].map((variable) => variable.#handle);
    backend.binding.executeOp(operation, attributes, [...handles, ...backend.getInputTensorIds(inputs)], 0);
  }

  /** Frees the values and the variable. */
  dispose(): void {
    this.execute('DestroyResourceOp', [attribute.bool('ignore_lookup_error', true)], []);
    nativeBackend().binding.deleteTensor(this.#handle);
  }

  #requireShape({shape}: tf.Tensor): void {
    if (shape.join() !== this.shape.join())
      throw new Error(`A variable of shape [${this.shape}] was given values of shape [${shape}]`);
  }
}

function floatType(name: string): OpAttribute {
  return attribute.type(name, nativeBackend().binding.TF_FLOAT);
}
