import {ProtobufWriter} from '@retune/stage/protobuf';

/** An attribute of a node, tagged by its field in TensorFlow's AttrValue. */
export type NodeAttribute =
  | {string: string}
  | {int: number}
  | {float: number}
  | {bool: boolean}
  /** A type's number, see `DataType`. */
  | {type: number}
  /** Sizes; -1 is a dimension that is known only when the graph runs. */
  | {shape: readonly number[]}
  | {ints: readonly number[]}
  | {floats: readonly number[]}
  | {bools: readonly boolean[]}
  | {tensor: {dtype: number; shape: readonly number[]; content: Uint8Array}};

/** One operation of a graph: TensorFlow's NodeDef. */
export interface NodeDef {
  name: string;
  op: string;
  /** `node`, `node:output`, or `^node` for one that merely runs before. */
  inputs: readonly string[];
  attributes: Readonly<Record<string, NodeAttribute>>;
}

/** The tag by which {@link encodeSavedModel}'s graph is loaded. */
export const SAVED_MODEL_TAG = 'serve';

/** The version of the GraphDef format, as TensorFlow 2.9 and later read it. */
const GRAPH_DEF_PRODUCER = 1395;

/**
 * The bytes of `saved_model.pb`: the whole file that TensorFlow needs to load a graph. Field numbers are
 * those of saved_model.proto, meta_graph.proto, graph.proto, node_def.proto and attr_value.proto.
 */
export function encodeSavedModel(nodes: readonly NodeDef[]): Uint8Array {
  return new ProtobufWriter()
    .integer(1, 1)
    .message(2, (metaGraph) => {
      metaGraph.message(1, (info) => info.string(4, SAVED_MODEL_TAG));
      metaGraph.message(2, (graph) => {
        for (const node of nodes) graph.message(1, (writer) => writeNode(writer, node));
        graph.message(4, (versions) => versions.integer(1, GRAPH_DEF_PRODUCER));
      });
    })
    .finish();
}

function writeNode(writer: ProtobufWriter, {name, op, inputs, attributes}: NodeDef): void {
  writer.string(1, name).string(2, op);
  for (const input of inputs) writer.string(3, input);
  for (const [key, value] of Object.entries(attributes))
    writer.message(5, (entry) => entry.string(1, key).message(2, (inner) => writeAttribute(inner, value)));
}

function writeAttribute(writer: ProtobufWriter, value: NodeAttribute): void {
  if ('string' in value) writer.string(2, value.string);
  else if ('int' in value) writer.integer(3, value.int);
  else if ('float' in value) writer.float(4, value.float);
  else if ('bool' in value) writer.integer(5, Number(value.bool));
  else if ('type' in value) writer.integer(6, value.type);
  else if ('shape' in value) writer.message(7, (shape) => writeShape(shape, value.shape));
  else if ('tensor' in value) writer.message(8, (tensor) => writeTensor(tensor, value.tensor));
  else writer.message(1, (list) => writeList(list, value));
}

function writeList(
  writer: ProtobufWriter,
  value: Extract<NodeAttribute, {ints: unknown} | {floats: unknown} | {bools: unknown}>,
): void {
  if ('ints' in value) for (const element of value.ints) writer.integer(3, element);
  else if ('floats' in value) for (const element of value.floats) writer.float(4, element);
  else for (const element of value.bools) writer.integer(5, Number(element));
}

function writeShape(writer: ProtobufWriter, shape: readonly number[]): void {
  for (const size of shape) writer.message(2, (dimension) => dimension.integer(1, size));
}

function writeTensor(
  writer: ProtobufWriter,
  {dtype, shape, content}: {dtype: number; shape: readonly number[]; content: Uint8Array},
): void {
  writer
    .integer(1, dtype)
    .message(2, (inner) => writeShape(inner, shape))
    .bytes(4, content);
}
