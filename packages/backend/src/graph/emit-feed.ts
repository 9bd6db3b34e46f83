import type {FeedSpec} from './function-spec.js';
import type {GraphBuilder} from './graph-builder.js';
import {DataType} from './tensorflow-binding.js';

/** A placeholder, and the tensor that the function sees of it. */
export interface EmittedFeed {
  placeholder: string;
  value: string;
  /** Of `value`. */
  dtype: number;
}

/** Half precision comes in as its bytes, [...shape, 2], and is seen as float32. */
export function emitFeed(builder: GraphBuilder, name: string, {dtype, shape}: FeedSpec): EmittedFeed {
  const sizes = shape.map((size) => (typeof size === 'string' ? -1 : size));
  if (dtype !== 'half') {
    const placeholder = builder.placeholder(name, DataType[dtype], sizes);
    return {placeholder, value: placeholder, dtype: DataType[dtype]};
  }
  const placeholder = builder.placeholder(name, DataType.uint8, [...sizes, 2]);
  const half = builder.add(`${name}/half`, 'Bitcast', [placeholder], {
    T: {type: DataType.uint8},
    type: {type: DataType.half},
  });
  const value = builder.add(`${name}/float32`, 'Cast', [half], {
    SrcT: {type: DataType.half},
    DstT: {type: DataType.float32},
    Truncate: {bool: false},
  });
  return {placeholder, value, dtype: DataType.float32};
}
