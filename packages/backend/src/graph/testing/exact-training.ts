import {emitTraining, type TrainingProgram} from '../emit-training.js';
import type {NodeAttribute, NodeDef} from '../graph-def.js';
import {type CompiledFunction, type Feeds, GraphSession} from '../graph-session.js';
import {NativeSession} from '../native-session.js';
import {DataType} from '../tensorflow-binding.js';
import {BATCH_WEIGHT, type StepResult} from '../training-session.js';
import {ancestorsOf, nodeOf} from './ancestors.js';

const FLOAT64 = {type: 2};
const FLOAT32 = {type: DataType.float32};

/** They give float32 in both precisions: what comes from outside, and what is drawn. */
const SOURCES = new Set(['Placeholder', 'ReadVariableOp', 'StatelessRandomUniform']);

/** Loss and gradient norm of a training program in double precision. */
export interface ExactTraining {
  /** What a step of this batch measures at these weights, rounded once. */
  measure(weights: Feeds, batch: Feeds): StepResult;
  dispose(): void;
}

/** Compiles the program with every computation in float64, to judge the rounding of float32 by. */
export function exactTraining<Name extends string>({
  functions: _,
  ...program
}: TrainingProgram<Name>): ExactTraining {
  const {builder, functions, variables} = emitTraining({...program, lanes: 1});
  const nodes = new Map(builder.nodes.map((node) => [node.name, node]));
  const lane = functions['training/lane_0'] as CompiledFunction;
  const {loss, gradientNorm} = functions['training/step'].outputs;
  const measured = {loss: nodes.get(loss!)!.inputs[0]!, gradientNorm: gradientNorm!};
  const computed = ancestorsOf([...Object.values(measured), ...Object.values(lane.feeds)], nodes);
  const start = {...program.frozen, ...program.trainable};
  const assigned = ancestorsOf(
    Object.keys(start).map((name) => variables[name]!.assigned),
    nodes,
  );
  const outputs = Object.entries(measured).map(([name, reference]) =>
    cast(`measured/${name}`, reference, FLOAT64, FLOAT32),
  );
  const session = new GraphSession({
    native: new NativeSession({
      nodes: [...new Set([...assigned, ...inFloat64(computed)]), ...outputs],
      traced: builder.traced,
    }),
    functions: {
      measure: {...lane, outputs: {loss: 'measured/loss', gradientNorm: 'measured/gradientNorm'}},
    },
    variables,
  });
  session.assign(start);
  return {
    measure(weights, batch) {
      session.assign(weights);
      const batchWeight = {shape: [], values: Float32Array.of(1)};
      const results = session.run('measure', {...batch, [BATCH_WEIGHT]: batchWeight});
      return {loss: results.loss!.values[0]!, gradientNorm: results.gradientNorm!.values[0]!};
    },
    dispose: () => session.dispose(),
  };
}

/** The same nodes with float64 in the place of float32, from the sources on. */
function inFloat64(nodes: ReadonlySet<NodeDef>): NodeDef[] {
  const sources = [...nodes].filter(({op}) => SOURCES.has(op));
  const isFloat = ({attributes: {dtype}}: NodeDef) =>
    dtype !== undefined && 'type' in dtype && dtype.type === FLOAT32.type;
  const casts = new Map(
    sources.filter(isFloat).map(({name}) => [name, cast(`${name}/float64`, name, FLOAT32, FLOAT64)]),
  );
  const widened = [...nodes]
    .filter((node) => !sources.includes(node) && node.op !== 'VarHandleOp')
    .map((node) => ({
      ...node,
      inputs: node.inputs.map((input) => casts.get(input)?.name ?? input),
      attributes: Object.fromEntries(
        Object.entries(node.attributes).map(([key, value]) => [key, widenedAttribute(value)]),
      ),
    }));
  const handles = [...nodes].filter(({op}) => op === 'VarHandleOp');
  return [...handles, ...sources, ...casts.values(), ...widened];
}

function widenedAttribute(attribute: NodeAttribute): NodeAttribute {
  if ('type' in attribute && attribute.type === FLOAT32.type) return FLOAT64;
  if (!('tensor' in attribute) || attribute.tensor.dtype !== FLOAT32.type) return attribute;
  const {shape, content} = attribute.tensor;
  const values = Float64Array.from(new Float32Array(content.slice().buffer));
  return {tensor: {dtype: FLOAT64.type, shape, content: new Uint8Array(values.buffer)}};
}

function cast(name: string, input: string, from: {type: number}, to: {type: number}): NodeDef {
  const attributes = {SrcT: from, DstT: to, Truncate: {bool: false}};
  return {name, op: 'Cast', inputs: [nodeOf(input)], attributes};
}
