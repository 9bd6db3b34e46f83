import type * as tfjs from '@tensorflow/tfjs-node-gpu';
import {loadNativeLibrary} from './native-library.js';
import {restoreRemovedUtil} from './node-compatibility.js';
import {settleThreads} from './threads.js';

restoreRemovedUtil();
settleThreads();
export const {hasFusedAdamW} = loadNativeLibrary();

/** TensorFlow.js on the native library; its types are under the same name, such as `tf.Tensor2D`. */
export const tf: typeof tfjs = (await import('@tensorflow/tfjs-node-gpu')).default as unknown as typeof tfjs;

export declare namespace tf {
  export type Rank = tfjs.Rank;
  export type DataType = tfjs.DataType;
  export type TypedArray = tfjs.TypedArray;
  export type TensorLike = tfjs.TensorLike;
  export type Tensor<R extends tfjs.Rank = tfjs.Rank> = tfjs.Tensor<R>;
  export type Scalar = tfjs.Scalar;
  export type Tensor1D = tfjs.Tensor1D;
  export type Tensor2D = tfjs.Tensor2D;
  export type Tensor3D = tfjs.Tensor3D;
  export type Tensor4D = tfjs.Tensor4D;
  export type Variable<R extends tfjs.Rank = tfjs.Rank> = tfjs.Variable<R>;
  export type TensorContainer = tfjs.TensorContainer;
  export type NamedTensorMap = tfjs.NamedTensorMap;
}
