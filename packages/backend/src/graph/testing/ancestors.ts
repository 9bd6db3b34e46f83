import type {NodeDef} from '../graph-def.js';

/** The nodes of the references, and all that run before them. */
export function ancestorsOf(
  references: readonly string[],
  nodes: ReadonlyMap<string, NodeDef>,
): Set<NodeDef> {
  const found = new Set<NodeDef>();
  const open = [...references];
  for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
    const node = nodes.get(nodeOf(reference))!;
    if (found.has(node)) continue;
    found.add(node);
    open.push(...node.inputs);
  }
  return found;
}

/** The node of `node`, `node:output` or `^node`. */
export function nodeOf(reference: string): string {
  return reference.replace(/^\^/, '').replace(/:\d+$/, '');
}
