import {type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair} from 'yaml';

/** Far beyond what a person writes, and little enough to be read in a moment. */
export const PIPELINE_BOUNDS = {bytes: 256 * 1024, values: 20_000, depth: 50, aliases: 1000};

export const TOO_DEEP = `it is nested more than ${PIPELINE_BOUNDS.depth} levels deep`;

/** What is wrong at a part of a document. */
export interface YamlFault {
  /** Whether it is against YAML's rules, or only more than a pipeline file may hold. */
  kind: 'not-yaml' | 'unreadable';
  message: string;
  node: Node;
}

/** What the aliases of a document stand for, and what is wrong with its structure. */
export interface YamlStructure {
  targets: ReadonlyMap<Alias, Node>;
  faults: YamlFault[];
}

/** A part that is still to be looked at, or, as a function, what follows once its own parts have been. */
type Step = {node: Node | null; depth: number} | (() => void);

/**
 * Walks a document once, without recursion: bounds its size and depth, finds keys that stand twice, and the anchor of
 * each alias. Past a bound the walk ends, so that no file takes longer than one at the bound.
 */
export function yamlStructure(document: Document.Parsed): YamlStructure {
  const anchors = new Map<string, Node>();
  const open = new Set<Node>();
  const targets = new Map<Alias, Node>();
  const faults: YamlFault[] = [];
  const steps: Step[] = [{node: document.contents, depth: 0}];
  let values = 0;
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if (typeof step === 'function') {
      step();
      continue;
    }
    const {node, depth} = step;
    if (node === null) continue;
    values++;
    const excess = excessOf({values, depth, aliases: targets.size});
    if (excess !== undefined) return {targets, faults: [{kind: 'unreadable', message: excess, node}]};
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) targets.set(node, target);
      const message = aliasFault(node.source, target, open);
      if (message !== undefined) faults.push({kind: 'not-yaml', message, node});
      continue;
    }
    if ('anchor' in node && node.anchor) anchors.set(node.anchor, node);
    if (isMap(node)) faults.push(...keyFaults(node.items as Pair<Node, Node | null>[]));
    open.add(node);
    steps.push(() => open.delete(node));
    for (const part of partsOf(node).reverse()) steps.push({node: part, depth: depth + 1});
  }
  return {targets, faults};
}

function excessOf({values, depth, aliases}: Record<'values' | 'depth' | 'aliases', number>) {
  const bounds = PIPELINE_BOUNDS;
  if (values > bounds.values) return `it holds more than ${bounds.values} values`;
  if (depth > bounds.depth) return TOO_DEEP;
  if (aliases > bounds.aliases) return `it holds more than ${bounds.aliases} aliases`;
  return undefined;
}

function aliasFault(name: string, target: Node | undefined, open: ReadonlySet<Node>): string | undefined {
  if (target === undefined) return `no anchor &${name} before this alias`;
  return open.has(target) ? `this alias stands inside its own anchor &${name}` : undefined;
}

/** Keys that stand twice, and the one that JavaScript takes for something else. */
function keyFaults(pairs: readonly Pair<Node, Node | null>[]): YamlFault[] {
  const known = new Set<unknown>();
  return pairs.flatMap(({key}): YamlFault[] => {
    const name = isScalar(key) ? key.value : key;
    const isRepeated = known.has(name);
    known.add(name);
    if (isRepeated) return [{kind: 'not-yaml', message: 'Map keys must be unique', node: key}];
    if (name !== '__proto__') return [];
    return [{kind: 'unreadable', message: 'a key may not be called __proto__', node: key}];
  });
}

function partsOf(node: Node): (Node | null)[] {
  if (isMap(node)) return node.items.flatMap(({key, value}) => [key, value] as (Node | null)[]);
  return isSeq(node) ? [...(node.items as (Node | null)[])] : [];
}
