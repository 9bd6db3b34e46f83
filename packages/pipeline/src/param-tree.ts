import type {Position} from './yaml-position.js';

/** The params of a stage: the plain value, and where each dotted name stands. */
export interface ParamTree {
  value: Record<string, unknown>;
  positions: ReadonlyMap<string, Position>;
}

/** The tree with one param, dotted where it lies in a map or list, set to a value that stands elsewhere. */
export function withParam(tree: ParamTree, param: string, value: unknown, at: Position): ParamTree {
  return {
    value: withValue(tree.value, param.split('.'), value) as Record<string, unknown>,
    positions: new Map([...outside(tree.positions, [param]), [param, at]]),
  };
}

/** The params of both; a param that stands in both is the second's, whole. */
export function overlaid(under: ParamTree, over: ParamTree): ParamTree {
  return {
    value: {...under.value, ...over.value},
    positions: new Map([...outside(under.positions, Object.keys(over.value)), ...over.positions]),
  };
}

function withValue(tree: unknown, [key = '', ...rest]: string[], value: unknown): unknown {
  const map = typeof tree === 'object' && tree !== null ? (tree as Record<string, unknown>) : {};
  const inner = rest.length === 0 ? value : withValue(Object.hasOwn(map, key) ? map[key] : {}, rest, value);
  // A list stays one where the key is an index of it.
  return Array.isArray(tree) && Object.keys(tree).includes(key)
    ? tree.with(Number(key), inner)
    : {...map, [key]: inner};
}

/** The places of all but these params and what lies in them. */
function outside(positions: ReadonlyMap<string, Position>, params: readonly string[]): [string, Position][] {
  return [...positions].filter(
    ([name]) => !params.some((param) => name === param || name.startsWith(`${param}.`)),
  );
}
