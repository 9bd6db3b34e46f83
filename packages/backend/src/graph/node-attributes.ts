import type {OpAttribute} from '../native-backend.js';
import type {NodeAttribute} from './graph-def.js';
import type {RecordedOperation} from './recorder.js';
import {graphBackend} from './tensorflow-binding.js';

/** The attributes of a recorded operation in the form of a graph's node. */
export function nodeAttributes({op, attributes, outputs}: RecordedOperation): Record<string, NodeAttribute> {
  const given = Object.fromEntries(attributes.map((attribute) => [attribute.name, nodeAttribute(attribute)]));
  // tfjs-node gives this operation no attributes: run alone it takes its type from its input, in a graph it can't.
  return op === 'ExpandDims' ? {T: {type: outputs[0]!.dtype}, ...given} : given;
}

function nodeAttribute({name, type, value}: OpAttribute): NodeAttribute {
  const {binding} = graphBackend();
  switch (type) {
    case binding.TF_ATTR_STRING:
      return {string: value as string};
    case binding.TF_ATTR_INT:
      return Array.isArray(value) ? {ints: value} : {int: value as number};
    case binding.TF_ATTR_FLOAT:
      return Array.isArray(value) ? {floats: value} : {float: value as number};
    case binding.TF_ATTR_BOOL:
      return Array.isArray(value) ? {bools: value} : {bool: value as boolean};
    case binding.TF_ATTR_TYPE:
      return {type: value as number};
    case binding.TF_ATTR_SHAPE:
      return {shape: value as number[]};
    default:
      throw new Error(`Internal error: attribute ${name} has the unknown type ${type}`);
  }
}
