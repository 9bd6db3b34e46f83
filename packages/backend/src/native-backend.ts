import {tf} from './tensorflow.js';

/** A tensor of the native library, of any type, under its own number; see `NativeScope`. */
export interface NativeTensor {
  readonly id: number;
  readonly shape: number[];
  /** One of the native library's numbers for types, such as `binding.TF_FLOAT`. */
  readonly dtype: number;
}

/** An attribute of an operation: `type` is one of the binding's `TF_ATTR_...`. */
export interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** The native library's functions, one level below TensorFlow.js. */
export interface Binding {
  createTensor(shape: readonly number[], dtype: number, values: tf.TypedArray): number;
  deleteTensor(id: number): void;
  getNumOfTensors(): number;
  tensorDataSync(id: number): tf.TypedArray;
  executeOp(name: string, attributes: OpAttribute[], inputIds: number[], outputs: number): NativeTensor[];
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_UINT8: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
}

/** What TensorFlow.js's backend for Node offers beyond the documented. */
export interface NativeBackend {
  readonly binding: Binding;
  readonly isUsingGpuDevice: boolean;
  executeSingleOutput(name: string, attributes: OpAttribute[], inputs: readonly tf.Tensor[]): tf.Tensor;
  getInputTensorIds(tensors: readonly tf.Tensor[]): number[];
  createOutputTensor(native: NativeTensor): tf.Tensor;
}

export function nativeBackend(): NativeBackend {
  return tf.backend() as unknown as NativeBackend;
}

/** TensorFlow's number for the half-precision type, which the binding does not name. */
export const TF_HALF = 19;

/** Builders for {@link OpAttribute}s. */
export const attribute = {
  string: (name: string, value: string) => ({name, type: nativeBackend().binding.TF_ATTR_STRING, value}),
  bool: (name: string, value: boolean) => ({name, type: nativeBackend().binding.TF_ATTR_BOOL, value}),
  type: (name: string, value: number) => ({name, type: nativeBackend().binding.TF_ATTR_TYPE, value}),
  shape: (name: string, value: readonly number[]) => ({
    name,
    type: nativeBackend().binding.TF_ATTR_SHAPE,
    value,
  }),
};
