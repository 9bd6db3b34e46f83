import type {ParamTree} from './param-tree.js';
import {nameRule} from './pipeline-name.js';
import type {StageInput} from './stage-input.js';
import type {Position} from './yaml-position.js';
import type {NameAt, YamlEntry, YamlNode, YamlReader} from './yaml-reader.js';

/** A stage as one file writes it: where the file extends another, what is left out is the other's. */
export interface WrittenStage {
  id: string;
  at: Position;
  uses?: NameAt;
  inputs: StageInput[];
  params: ParamTree;
}

/** The stages in a map from stage to settings. */
export function readStages(reader: YamlReader, node: YamlNode): WrittenStage[] {
  const stages = reader.map(node, '"stages"', 'a map from stage to settings');
  return [...reader.entries(stages)].map((entry) => readStage(reader, entry));
}

function readStage(reader: YamlReader, {key, keyNode, value}: YamlEntry): WrittenStage {
  const at = reader.positionOf(keyNode);
  const rule = nameRule('stage', key);
  if (rule !== undefined) reader.wrongShape(`the name of stage "${key}"`, rule, at);
  const map = reader.isEmpty(value)
    ? undefined
    : reader.map(value, `stage ${key}`, 'a map of uses, inputs and params');
  const parts = map && reader.values(map, ['uses', 'inputs', 'params'], `stage ${key}`);
  const uses = parts?.get('uses');
  return {
    id: key,
    at,
    ...(uses ? {uses: reader.name(uses, 'uses')} : {}),
    inputs: readInputs(reader, parts?.get('inputs'), key),
    params: readParams(reader, parts?.get('params'), key),
  };
}

function readInputs(reader: YamlReader, node: YamlNode, stage: string): StageInput[] {
  const map = node ? reader.map(node, `inputs of ${stage}`, 'a map from input to stage') : undefined;
  return [...reader.entries(map)].flatMap(({key: port, keyNode, value}): StageInput[] => {
    const what = `input "${port}" of stage ${stage}`;
    const gathered = reader.items(value);
    if (gathered === undefined) {
      const {name} = reader.name(value, what);
      return [{port, from: name, at: reader.positionOf(value ?? keyNode)}];
    }
    return gathered.map((item) => {
      const {name, at} = reader.name(item, `each of ${what}`);
      return {port, from: name, gathers: true, at};
    });
  });
}

function readParams(reader: YamlReader, node: YamlNode, stage: string): ParamTree {
  const map = node ? reader.map(node, `params of ${stage}`, 'a map from param to value') : undefined;
  if (map === undefined) return {value: {}, positions: new Map()};
  const value = (reader.plain(map) ?? {}) as Record<string, unknown>;
  return {value, positions: reader.positions(map)};
}
