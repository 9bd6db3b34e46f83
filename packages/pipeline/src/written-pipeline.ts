import {isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap} from 'yaml';
import {failed, type PipelineFailure, type Result} from './failure.js';
import type {ParamTree} from './param-tree.js';
import type {StageInput} from './stage-input.js';
import type {Position} from './yaml-position.js';

/** One pipeline file as written, every part with its place; what it extends is not looked at. */
export interface WrittenPipeline {
  name: string;
  source: PipelineSource;
  extends?: {name: string; at: Position};
  /** Stages of what is extended that are left out. */
  without: {name: string; at: Position}[];
  stages: WrittenStage[];
  set: Assignment[];
  matrix: Axis[];
}

export interface PipelineSource {
  /** From the workspace's root: `pipelines/full.yaml`. */
  file: string;
  text: string;
}

/** A stage as one file writes it: where the file extends another, what is left out is the other's. */
export interface WrittenStage {
  id: string;
  at: Position;
  uses?: {name: string; at: Position};
  inputs: StageInput[];
  params: ParamTree;
}

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

/** Reads the text of a pipeline file and checks its shape. All failures are collected. */
export function readPipelineFile(source: PipelineSource): Result<WrittenPipeline> {
  const reader = new FileReader(source);
  const pipeline = reader.read();
  return reader.failures.length > 0 ? failed(reader.failures) : {ok: true, value: pipeline};
}

/** `pipelines/full.yaml` is called `full`. */
export function pipelineName(file: string): string {
  return (file.split('/').at(-1) as string).replace(/\.ya?ml$/, '');
}

const ROOT_KEYS = ['description', 'extends', 'without', 'set', 'matrix', 'stages'];

class FileReader {
  readonly failures: PipelineFailure[] = [];
  readonly #source: PipelineSource;
  readonly #lines: string[];
  readonly #counter = new LineCounter();
  readonly #document;

  constructor(source: PipelineSource) {
    this.#source = source;
    this.#lines = source.text.split(/\r?\n/);
    this.#document = parseDocument(source.text, {lineCounter: this.#counter, prettyErrors: false});
  }

  read(): WrittenPipeline {
    for (const error of this.#document.errors)
      this.failures.push({kind: 'not-yaml', message: error.message, at: this.#at(error.pos[0])});
    const keys = this.failures.length === 0 ? this.#root() : undefined;
    return {
      name: pipelineName(this.#source.file),
      source: this.#source,
      ...(keys?.has('extends') ? {extends: this.#name(keys.get('extends'), '"extends"')} : {}),
      without: this.#names(keys?.get('without'), '"without"'),
      stages: this.#stages(keys),
      set: this.#dotted(keys?.get('set'), '"set"', 'a map from stage.param to value').map((entry) => ({
        ...this.#split(entry),
        value: this.#plain(entry.value),
        at: this.#nodeAt(entry.keyNode),
      })),
      matrix: this.#dotted(keys?.get('matrix'), '"matrix"', 'a map from stage.param to a list of values').map(
        (entry) => ({
          ...this.#split(entry),
          values: this.#axisValues(entry),
          at: this.#nodeAt(entry.keyNode),
        }),
      ),
    };
  }

  #root(): Map<string, Node | null> | undefined {
    const root = this.#map(this.#document.contents, 'a pipeline', 'a map with the key "stages"');
    return root && this.#keys(root, ROOT_KEYS, 'a pipeline');
  }

  /** A file that extends another need not have stages of its own. */
  #stages(keys: Map<string, Node | null> | undefined): WrittenStage[] {
    if (keys === undefined || (keys.has('extends') && !keys.has('stages'))) return [];
    const stages = this.#map(keys.get('stages'), '"stages"', 'a map from stage to settings');
    return [...this.#pairs(stages)].map((pair) => this.#stage(pair));
  }

  /** The entries of a map whose keys are `stage.param`. */
  #dotted(node: Node | null | undefined, what: string, expected: string): KeyValue[] {
    const map = node && this.#map(node, what, expected);
    return [...this.#pairs(map)].filter((entry) => {
      const isDotted = /^[^.]+\..*[^.]$/.test(entry.key);
      if (!isDotted)
        this.failures.push({
          kind: 'wrong-shape',
          what: `"${entry.key}" in ${what}`,
          expected: 'a stage and a param with a dot between: stage.param',
          at: this.#nodeAt(entry.keyNode),
        });
      return isDotted;
    });
  }

  #split({key}: KeyValue): {stage: string; param: string} {
    const dot = key.indexOf('.');
    return {stage: key.slice(0, dot), param: key.slice(dot + 1)};
  }

  #axisValues({key, keyNode, value}: KeyValue): AxisValue[] {
    if (isSeq<Node | null>(value) && value.items.length > 0)
      return value.items.map((item) => ({value: this.#plain(item), at: this.#nodeAt(item)}));
    this.failures.push({
      kind: 'wrong-shape',
      what: `"${key}" in "matrix"`,
      expected: 'a list of one or more values',
      at: this.#nodeAt(value ?? keyNode),
    });
    return [];
  }

  #stage({key, keyNode, value}: KeyValue): WrittenStage {
    const at = this.#nodeAt(keyNode);
    if (!/^[\w-]+$/.test(key))
      this.failures.push({
        kind: 'wrong-shape',
        what: `the name of stage "${key}"`,
        expected: 'of letters, digits, "-" and "_" alone',
        at,
      });
    const empty = value === null || (isScalar(value) && value.value === null);
    const map = empty ? undefined : this.#map(value, `stage ${key}`, 'a map of uses, inputs and params');
    const parts = map && this.#keys(map, ['uses', 'inputs', 'params'], `stage ${key}`);
    const uses = parts?.get('uses');
    return {
      id: key,
      at,
      ...(uses ? {uses: this.#name(uses, 'uses')} : {}),
      inputs: this.#inputs(parts?.get('inputs'), key),
      params: this.#params(parts?.get('params'), key),
    };
  }

  #inputs(node: Node | null | undefined, stage: string): WrittenStage['inputs'] {
    const map = node && this.#map(node, `inputs of ${stage}`, 'a map from input to stage');
    return [...this.#pairs(map)].flatMap(({key, keyNode, value}): StageInput[] => {
      const what = `input "${key}" of stage ${stage}`;
      if (!isSeq<Node | null>(value))
        return [{port: key, from: this.#string(value, what), at: this.#nodeAt(value ?? keyNode)}];
      return value.items.map((item) => ({
        port: key,
        from: this.#string(item, `each of ${what}`),
        gathers: true,
        at: this.#nodeAt(item),
      }));
    });
  }

  #params(node: Node | null | undefined, stage: string): ParamTree {
    const map = node && this.#map(node, `params of ${stage}`, 'a map from param to value');
    const positions = new Map<string, Position>();
    if (map) this.#collectPositions(map, '', positions);
    return {value: map ? (map.toJS(this.#document) as Record<string, unknown>) : {}, positions};
  }

  #collectPositions(map: YAMLMap, prefix: string, positions: Map<string, Position>): void {
    for (const {key, keyNode, value} of this.#pairs(map)) {
      positions.set(prefix + key, this.#nodeAt(keyNode));
      if (isMap(value)) this.#collectPositions(value, `${prefix}${key}.`, positions);
    }
  }

  /** The values of a map whose keys must be among `known`. */
  #keys(map: YAMLMap, known: string[], of: string): Map<string, Node | null> {
    const found = new Map<string, Node | null>();
    for (const {key, keyNode, value} of this.#pairs(map)) {
      if (known.includes(key)) found.set(key, value);
      else this.failures.push({kind: 'unknown-key', key, known, of, at: this.#nodeAt(keyNode)});
    }
    return found;
  }

  *#pairs(map: YAMLMap | null | undefined): Generator<KeyValue> {
    for (const pair of (map?.items ?? []) as Pair<Node, Node | null>[])
      yield {
        key: String(isScalar(pair.key) ? pair.key.value : pair.key),
        keyNode: pair.key,
        value: pair.value,
      };
  }

  #map(node: unknown, what: string, expected: string): YAMLMap | undefined {
    if (isMap(node)) return node;
    this.failures.push({kind: 'wrong-shape', what, expected, at: this.#nodeAt(node as Node | null)});
    return undefined;
  }

  #name(node: Node | null | undefined, what: string): {name: string; at: Position} {
    return {name: this.#string(node, what), at: this.#nodeAt(node)};
  }

  #names(node: Node | null | undefined, what: string): {name: string; at: Position}[] {
    if (node === undefined) return [];
    if (isSeq<Node | null>(node)) return node.items.map((item) => this.#name(item, `each of ${what}`));
    this.failures.push({kind: 'wrong-shape', what, expected: 'a list of names', at: this.#nodeAt(node)});
    return [];
  }

  #string(node: Node | null | undefined, what: string): string {
    if (isScalar(node) && typeof node.value === 'string') return node.value;
    this.failures.push({kind: 'wrong-shape', what, expected: 'a name', at: this.#nodeAt(node)});
    return '';
  }

  #plain(node: Node | null): unknown {
    return node === null ? null : node.toJS(this.#document);
  }

  #nodeAt(node: Node | null | undefined): Position {
    return this.#at(node?.range?.[0] ?? 0);
  }

  #at(offset: number): Position {
    const {line, col} = this.#counter.linePos(offset);
    const place = {line: Math.max(1, line), column: Math.max(1, col)};
    return {file: this.#source.file, ...place, text: this.#lines[place.line - 1] ?? ''};
  }
}

interface KeyValue {
  key: string;
  keyNode: Node;
  value: Node | null;
}
