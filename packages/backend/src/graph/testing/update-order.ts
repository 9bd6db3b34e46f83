import type {EmittedTraining} from '../emit-training.js';
import type {NodeDef} from '../graph-def.js';
import type {CompiledFunction} from '../graph-session.js';
import {ancestorsOf, nodeOf} from './ancestors.js';

/** Operations that compute into memory of their own. The result of any other may lie in its input's memory. */
const COMPUTES_ANEW = new Set(
  'MatMul BatchMatMulV2 Mul AddV2 Sub RealDiv SquaredDifference Square Rsqrt GatherV2 L2Loss Shape DeepCopy'
    .concat(' FusedAdamW ResourceApplyAdam AssignVariableOp AssignAddVariableOp')
    .split(' '),
);

/** How many of an operation's first inputs are variables that it changes. */
const CHANGES: Readonly<Record<string, number>> = {
  FusedAdamW: 3,
  ResourceApplyAdam: 3,
  AssignVariableOp: 1,
  AssignAddVariableOp: 1,
};

/** What changes which variable in the runs of training, and what reads it there. */
export interface UpdateOrder {
  /** Pairs of an update and a reader of what it changes. */
  pairs: number;
  /** The pairs in which the update does not wait for the reader, in words. */
  unordered: string[];
}

/**
 * Walks the emitted graph: in each run of training that changes a variable, every node that uses the variable's
 * memory has to be an ancestor of the change, or to be the change itself.
 */
export function updateOrder({
  builder,
  functions,
}: Pick<EmittedTraining<never>, 'builder' | 'functions'>): UpdateOrder {
  const nodes = new Map(builder.nodes.map((node) => [node.name, node]));
  const runs = Object.entries<CompiledFunction>(functions).filter(([name]) => name.startsWith('training/'));
  const found: UpdateOrder = {pairs: 0, unordered: []};
  for (const [name, {outputs}] of runs) {
    const run = ancestorsOf(Object.values(outputs), nodes);
    const uses = usersBySource(run);
    for (const update of [...run].filter(({op}) => op in CHANGES)) {
      const before = ancestorsOf(update.inputs, nodes);
      for (const handle of changedBy(update, nodes))
        for (const reader of readersOf(handle, uses)) {
          if (reader === update || isLaterUpdate(reader, update, nodes)) continue;
          found.pairs++;
          if (!before.has(reader)) found.unordered.push(`${name}: ${reader.name} may follow ${update.name}`);
        }
    }
  }
  return found;
}

/** The handles of the variables that a node changes. */
function changedBy({op, inputs}: NodeDef, nodes: ReadonlyMap<string, NodeDef>): string[] {
  return inputs.slice(0, CHANGES[op] ?? 0).map((input) => {
    const {name, op: source, inputs: from} = nodes.get(nodeOf(input))!;
    return source === 'ReadVariableOp' ? nodeOf(from[0]!) : name;
  });
}

/** A change of the same variable that waits for this one, as Adam's update waits for the decay. */
function isLaterUpdate(reader: NodeDef, update: NodeDef, nodes: ReadonlyMap<string, NodeDef>): boolean {
  return reader.op in CHANGES && ancestorsOf(reader.inputs, nodes).has(update);
}

/** The nodes that use another's result, by its name. */
function usersBySource(run: Iterable<NodeDef>): Map<string, NodeDef[]> {
  const users = new Map<string, NodeDef[]>();
  for (const node of run)
    for (const input of node.inputs.filter((input) => !input.startsWith('^')))
      users.set(nodeOf(input), [...(users.get(nodeOf(input)) ?? []), node]);
  return users;
}

/** All nodes that use the variable's memory. */
function readersOf(handle: string, users: ReadonlyMap<string, NodeDef[]>): Set<NodeDef> {
  const readers = new Set(users.get(handle));
  for (const reader of readers)
    if (!COMPUTES_ANEW.has(reader.op)) for (const user of users.get(reader.name) ?? []) readers.add(user);
  return readers;
}
