import {attribute, nativeBackend, type OpAttribute, TF_HALF} from './native-backend.js';
import {NativeScope} from './native-scope.js';
import {tf} from './tensorflow.js';

/**
 * Half-precision numbers (IEEE 754 binary16, as Arrow's Float16 keeps them) as a float32 tensor of `shape`.
 * Exact: every half is a float32. The values are read where they lie, without a loop in JavaScript.
 */
export function halfToTensor(half: Uint16Array, shape: readonly number[]): tf.Tensor {
  const {TF_UINT8, TF_FLOAT} = nativeBackend().binding;
  const bytes = new Uint8Array(half.buffer, half.byteOffset, half.byteLength);
  return NativeScope.run((scope) => {
    const pairs = scope.fromValues(bytes, TF_UINT8, [...shape, 2]); // [...shape, 2]
    const halves = scope.execute('Bitcast', bitcast(TF_UINT8, TF_HALF), [pairs]); // [...shape]
    return scope.toTensor(scope.execute('Cast', cast(TF_HALF, TF_FLOAT), [halves])); // [...shape]
  });
}

/**
 * A float32 tensor of any shape as half-precision numbers, row by row, each rounded to the nearest (ties to
 * even). What is beyond 65504 becomes infinite.
 */
export function tensorToHalf(tensor: tf.Tensor): Uint16Array {
  const {TF_FLOAT, TF_INT32} = nativeBackend().binding;
  const pairs = inPairs(tensor); // [size / 2, 2]
  const {buffer, byteOffset} = NativeScope.run((scope) => {
    const halves = scope.execute('Cast', cast(TF_FLOAT, TF_HALF), [scope.fromTensor(pairs)]);
    // The binding can copy out int32 but neither half nor bytes, so two halves travel as one int32.
    return scope.values(scope.execute('Bitcast', bitcast(TF_HALF, TF_INT32), [halves])); // [size / 2]
  });
  pairs.dispose();
  return new Uint16Array(buffer, byteOffset, tensor.size);
}

/** Whether none of what {@link tensorToHalf} gave is infinite or NaN. */
export function areFiniteHalves(halves: Uint16Array): boolean {
  // Two halves at a time. Where all five bits of an exponent are set, adding 1 to them carries into the sign's place.
  const pairs = new Uint32Array(halves.buffer, halves.byteOffset, halves.length >> 1);
  let carries = 0;
  for (let i = 0; i < pairs.length; i++) carries |= ((pairs[i] as number) & 0x7c007c00) + 0x04000400;
  const last = halves.length % 2 === 0 ? 0 : (halves.at(-1) as number);
  return (carries & 0x80008000) === 0 && (last & 0x7c00) !== 0x7c00;
}

/** The values as [ceil(size / 2), 2], with a zero at the end where their number is odd. */
function inPairs(tensor: tf.Tensor): tf.Tensor2D {
  if (tensor.dtype !== 'float32') throw new Error(`tensorToHalf takes float32, not ${tensor.dtype}`);
  return tf.tidy(() => {
    const flat = tensor.flatten(); // [size]
    const even = tensor.size % 2 === 0 ? flat : tf.concat([flat, tf.zeros([1])]);
    return even.reshape([even.size / 2, 2]);
  });
}

function bitcast(from: number, to: number): OpAttribute[] {
  return [attribute.type('T', from), attribute.type('type', to)];
}

function cast(from: number, to: number): OpAttribute[] {
  return [attribute.type('SrcT', from), attribute.type('DstT', to), attribute.bool('Truncate', false)];
}
