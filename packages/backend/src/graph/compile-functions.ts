import type {tf} from '../tensorflow.js';
import {emitFunction} from './emit-function.js';
import type {GraphFunction} from './function-spec.js';
import {fuseMatrixProducts} from './fuse-matrix-products.js';
import {GraphBuilder} from './graph-builder.js';
import {type CompiledFunction, GraphSession} from './graph-session.js';
import {NativeSession} from './native-session.js';
import {type TracedFunction, traceFunction} from './traced-function.js';
import {tracedTensor} from './traced-tensor.js';
import {addVariable, type VariableNodes, type VariableSpec} from './variable-store.js';

/** Functions that share variables. */
export interface GraphProgram<Name extends string> {
  /** The first values, by name; they are copied into the session and stay the caller's. */
  variables: tf.NamedTensorMap;
  functions: Readonly<Record<Name, GraphFunction>>;
}

/**
 * Compiles functions written in ordinary tfjs to one TensorFlow graph, in a session that holds their variables.
 *
 * Each function runs three times on zeros, at other small example sizes each time, while all operations that reach
 * TensorFlow's addon are recorded. Where the recordings differ in a number, the number depends on the sizes fed, and
 * is computed in the graph. The graph goes to the native library by a temporary SavedModel file; a run then is a
 * single call, and TensorFlow's graph optimizer and its parallel scheduler work on the whole function.
 *
 * @example
 * const session = compileFunctions({
 *   variables: {kernel, bias},
 *   functions: {
 *     dense: {
 *       feeds: {x: {dtype: 'float32', shape: ['rows', 384]}},
 *       compute: ({x}, {kernel, bias}) => ({y: tf.add(tf.matMul(x, kernel), bias)}),
 *     },
 *   },
 * });
 * const {y} = session.run('dense', {x: {shape: [2, 384], values: new Float32Array(768)}});
 *
 * @throws GraphError where a function can't be compiled; it can still run eagerly
 */
export function compileFunctions<Name extends string>({
  variables,
  functions,
}: GraphProgram<Name>): GraphSession<Name> {
  const builder = new GraphBuilder();
  const nodes = addVariables(builder, variables);
  const compiled = addFunctions(builder, functions, variables, nodes);
  const session = new GraphSession({
    native: new NativeSession(builder),
    functions: compiled,
    variables: nodes,
  });
  session.assign(variables);
  return session;
}

/** Adds a variable of each tensor's type and shape. */
export function addVariables(
  builder: GraphBuilder,
  variables: tf.NamedTensorMap,
): Record<string, VariableNodes> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, tensor]) => [
      name,
      addVariable(builder, `variables/${name}`, specOf(name, tensor)),
    ]),
  );
}

/** Traces and adds functions, each below its own name. One that has several names is traced once. */
export function addFunctions<Name extends string>(
  builder: GraphBuilder,
  functions: Readonly<Record<Name, GraphFunction>>,
  variables: tf.NamedTensorMap,
  nodes: Readonly<Record<string, VariableNodes>>,
): Record<Name, CompiledFunction> {
  const definitions = new Set(Object.values<GraphFunction>(functions));
  const tracedFunctions = new Map([...definitions].map((each) => [each, trace(each, variables)]));
  const compiled = Object.entries<GraphFunction>(functions).map(([name, definition]) => {
    const traced = tracedFunctions.get(definition)!;
    const {feeds, outputs} = emitFunction(builder, `functions/${name}`, traced, definition.feeds, nodes);
    // A fed tensor itself can't be fetched, so each output is a node of its own.
    const fetched = Object.entries(outputs).map(([output, reference]) => {
      const {dtype} = tracedTensor(traced.outputs[output]!, traced.nodes);
      const node = `functions/${name}/outputs/${output}`;
      return [output, builder.add(node, 'Identity', [reference], {T: {type: dtype}})];
    });
    return [name, {specs: definition.feeds, feeds, outputs: Object.fromEntries(fetched)}];
  });
  return Object.fromEntries(compiled);
}

function trace(definition: GraphFunction, variables: tf.NamedTensorMap): TracedFunction {
  const traced = traceFunction(definition, variables);
  return definition.fuse === true ? fuseMatrixProducts(traced) : traced;
}

function specOf(name: string, {dtype, shape}: tf.Tensor): VariableSpec {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return {dtype, shape};
  throw new Error(`Internal error: variable ${name} is ${dtype}, which a graph does not hold`);
}
