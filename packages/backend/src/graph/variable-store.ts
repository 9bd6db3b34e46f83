import type {FeedSpec} from './function-spec.js';
import type {GraphBuilder} from './graph-builder.js';
import {DataType} from './tensorflow-binding.js';

/** Type and fixed shape of a variable. */
export interface VariableSpec extends FeedSpec {
  dtype: 'float32' | 'int32' | 'bool';
  shape: readonly number[];
}

/** The nodes of one resource variable. */
export interface VariableNodes {
  spec: VariableSpec;
  handle: string;
  /** Gives the value as it is when the run begins to use it. */
  read: string;
  /** Where a new value is fed. */
  value: string;
  /** Fetch this to take the fed value. */
  assigned: string;
}

/** Adds a variable that lives in the session as long as it does; unset until its first assignment. */
export function addVariable(builder: GraphBuilder, name: string, spec: VariableSpec): VariableNodes {
  const dtype = {type: DataType[spec.dtype]};
  const handle = builder.add(`${name}/handle`, 'VarHandleOp', [], {
    container: {string: ''},
    shared_name: {string: name},
    dtype,
    shape: {shape: spec.shape},
  });
  const read = builder.add(`${name}/read`, 'ReadVariableOp', [handle], {dtype});
  const value = builder.placeholder(`${name}/value`, DataType[spec.dtype], spec.shape);
  // A fed tensor lies in JavaScript's memory; without a copy of its own the variable would be updated there.
  const copy = builder.add(`${name}/copy`, 'DeepCopy', [value], {T: dtype});
  const assign = builder.add(`${name}/assign`, 'AssignVariableOp', [handle, copy], {dtype});
  return {spec, handle, read, value, assigned: builder.done(`${name}/assigned`, [assign])};
}
