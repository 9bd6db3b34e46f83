import type {Position} from './yaml-position.js';
import type {YamlEntry, YamlNode, YamlReader} from './yaml-reader.js';

/** `stage.param: value` under `set`. */
export interface Assignment {
  stage: string;
  /** Dotted where the param is a map: `files.train`. */
  param: string;
  value: unknown;
  at: Position;
}

/** `stage.param: [values]` under `matrix`. */
export interface Axis {
  stage: string;
  /** Dotted where the param is a map. */
  param: string;
  values: AxisValue[];
  at: Position;
}

export interface AxisValue {
  value: unknown;
  at: Position;
}

/** What stands under `set`. */
export function readAssignments(reader: YamlReader, node: YamlNode): Assignment[] {
  return dottedEntries(reader, node, '"set"', 'a map from stage.param to value').map((entry) => ({
    ...split(entry.key),
    value: reader.plain(entry.value),
    at: reader.positionOf(entry.keyNode),
  }));
}

/** What stands under `matrix`. */
export function readAxes(reader: YamlReader, node: YamlNode): Axis[] {
  return dottedEntries(reader, node, '"matrix"', 'a map from stage.param to a list of values').map(
    (entry) => ({
      ...split(entry.key),
      values: readAxisValues(reader, entry),
      at: reader.positionOf(entry.keyNode),
    }),
  );
}

/** Of `set` and of `matrix`: each copies the params of its stage. */
export const MOST_ENTRIES = 1000;

/** The entries of a map whose keys are `stage.param`. */
function dottedEntries(reader: YamlReader, node: YamlNode, what: string, expected: string): YamlEntry[] {
  const map = node ? reader.map(node, what, expected) : undefined;
  if ((map?.items.length ?? 0) > MOST_ENTRIES) {
    reader.wrongShape(what, `a map of ${MOST_ENTRIES} entries at most`, reader.positionOf(node));
    return [];
  }
  return [...reader.entries(map)].filter(({key, keyNode}) => {
    const isDotted = /^[^.]+\..*[^.]$/.test(key) && !key.split('.').includes('__proto__');
    if (!isDotted)
      reader.wrongShape(
        `"${key}" in ${what}`,
        'a stage and a param with a dot between: stage.param',
        reader.positionOf(keyNode),
      );
    return isDotted;
  });
}

function split(key: string): {stage: string; param: string} {
  const dot = key.indexOf('.');
  return {stage: key.slice(0, dot), param: key.slice(dot + 1)};
}

function readAxisValues(reader: YamlReader, {key, keyNode, value}: YamlEntry): AxisValue[] {
  const items = reader.items(value) ?? [];
  if (items.length === 0)
    reader.wrongShape(
      `"${key}" in "matrix"`,
      'a list of one or more values',
      reader.positionOf(value ?? keyNode),
    );
  return items.map((item) => ({value: reader.plain(item), at: reader.positionOf(item)}));
}
