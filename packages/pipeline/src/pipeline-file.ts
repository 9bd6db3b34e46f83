import {isMap, isScalar, LineCounter, type Node, type Pair, parseDocument, type YAMLMap} from 'yaml';
import {failed, type PipelineFailure, type Result} from './failure.js';
import type {Position} from './yaml-position.js';

/** A stage as written, every part with its place. */
export interface StageEntry {
  id: string;
  at: Position;
  /** The stage package's name: `uses`, or else the id. */
  uses: {name: string; at: Position};
  inputs: {port: string; from: string; at: Position}[];
  params: ParamTree;
}

/** The `params` of a stage: the plain value, and where each dotted name stands. */
export interface ParamTree {
  value: Record<string, unknown>;
  positions: Map<string, Position>;
}

/** `pipelines/NAME.yaml`, parsed and checked for shape and cycles; nothing is known of the stages yet. */
export interface PipelineFile {
  name: string;
  stages: StageEntry[];
}

/** Parses the text of a pipeline file. All failures are collected. */
export function parsePipelineFile(file: string, text: string): Result<PipelineFile> {
  const reader = new FileReader(file, text);
  const stages = reader.read();
  const failures = [...reader.failures, ...(reader.failures.length === 0 ? wiringFailures(stages) : [])];
  if (failures.length > 0) return failed(failures);
  return {ok: true, value: {name: pipelineName(file), stages}};
}

/** `pipelines/full.yaml` is called `full`. */
export function pipelineName(file: string): string {
  return (file.split('/').at(-1) as string).replace(/\.ya?ml$/, '');
}

class FileReader {
  readonly failures: PipelineFailure[] = [];
  readonly #file: string;
  readonly #lines: string[];
  readonly #counter = new LineCounter();
  readonly #document;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#lines = text.split(/\r?\n/);
    this.#document = parseDocument(text, {lineCounter: this.#counter, prettyErrors: false});
  }

  read(): StageEntry[] {
    for (const error of this.#document.errors)
      this.failures.push({kind: 'not-yaml', message: error.message, at: this.#at(error.pos[0])});
    if (this.failures.length > 0) return [];
    const root = this.#map(this.#document.contents, 'a pipeline', 'a map with the key "stages"');
    const keys = root && this.#keys(root, ['description', 'stages'], 'a pipeline');
    const stages = keys && this.#map(keys.get('stages'), '"stages"', 'a map from stage to settings');
    return [...this.#pairs(stages)].map((pair) => this.#stage(pair));
  }

  #stage({key, keyNode, value}: KeyValue): StageEntry {
    const at = this.#nodeAt(keyNode);
    const empty = value === null || (isScalar(value) && value.value === null);
    const map = empty ? undefined : this.#map(value, `stage ${key}`, 'a map of uses, inputs and params');
    const parts = map && this.#keys(map, ['uses', 'inputs', 'params'], `stage ${key}`);
    const uses = parts?.get('uses');
    return {
      id: key,
      at,
      uses: uses ? {name: this.#string(uses, 'uses'), at: this.#nodeAt(uses)} : {name: key, at},
      inputs: this.#inputs(parts?.get('inputs'), key),
      params: this.#params(parts?.get('params'), key),
    };
  }

  #inputs(node: Node | null | undefined, stage: string): StageEntry['inputs'] {
    const map = node && this.#map(node, `inputs of ${stage}`, 'a map from input to stage');
    return [...this.#pairs(map)].map(({key, keyNode, value}) => ({
      port: key,
      from: this.#string(value, `input "${key}" of stage ${stage}`),
      at: this.#nodeAt(value ?? keyNode),
    }));
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

  #string(node: Node | null | undefined, what: string): string {
    if (isScalar(node) && typeof node.value === 'string') return node.value;
    this.failures.push({kind: 'wrong-shape', what, expected: 'a name', at: this.#nodeAt(node)});
    return '';
  }

  #nodeAt(node: Node | null | undefined): Position {
    return this.#at(node?.range?.[0] ?? 0);
  }

  #at(offset: number): Position {
    const {line, col} = this.#counter.linePos(offset);
    const place = {line: Math.max(1, line), column: Math.max(1, col)};
    return {file: this.#file, ...place, text: this.#lines[place.line - 1] ?? ''};
  }
}

interface KeyValue {
  key: string;
  keyNode: Node;
  value: Node | null;
}

/** Inputs that name no stage of the file, and cycles: Nx could not even draw such a graph. */
function wiringFailures(stages: StageEntry[]): PipelineFailure[] {
  const known = stages.map((stage) => stage.id);
  const unknown = stages.flatMap((stage) =>
    stage.inputs
      .filter((input) => !known.includes(input.from))
      .map((input): PipelineFailure => ({kind: 'unknown-stage', name: input.from, known, at: input.at})),
  );
  const cycle = findCycle(stages);
  return cycle ? [...unknown, cycle] : unknown;
}

function findCycle(stages: StageEntry[]): PipelineFailure | undefined {
  const byId = new Map(stages.map((stage) => [stage.id, stage]));
  const finished = new Set<string>();
  const visit = (stage: StageEntry, path: string[]): PipelineFailure | undefined => {
    if (finished.has(stage.id)) return undefined;
    for (const input of stage.inputs) {
      const seen = [...path, stage.id];
      if (seen.includes(input.from))
        return {kind: 'cycle', stages: [...seen.slice(seen.indexOf(input.from)), input.from], at: input.at};
      const next = byId.get(input.from);
      const found = next && visit(next, seen);
      if (found) return found;
    }
    finished.add(stage.id);
    return undefined;
  };
  for (const stage of stages) {
    const found = visit(stage, []);
    if (found) return found;
  }
  return undefined;
}
