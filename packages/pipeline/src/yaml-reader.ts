import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import type {PipelineFailure} from './failure.js';
import {PIPELINE_BOUNDS, TOO_DEEP, type YamlStructure, yamlStructure} from './yaml-bounds.js';
import type {Position} from './yaml-position.js';

/** A part of a YAML document; undefined where there is none, null where its key has nothing behind it. */
export type YamlNode = Node | null | undefined;

export interface YamlEntry {
  key: string;
  keyNode: Node;
  value: YamlNode;
}

/** A name with its place. */
export interface NameAt {
  name: string;
  at: Position;
}

/** Errors of a text that is no YAML, of which the first tells most. */
const MOST_ERRORS = 5;

/** Takes a YAML text apart. What is not of the shape asked for is noted under `failures`, with its place. */
export class YamlReader {
  readonly failures: PipelineFailure[] = [];
  readonly #file: string;
  readonly #lines: string[];
  readonly #counter = new LineCounter();
  readonly #document: Document.Parsed | undefined;
  readonly #targets: YamlStructure['targets'] = new Map();

  constructor({file, text}: {file: string; text: string}) {
    this.#file = file;
    this.#lines = text.split(/\r?\n/);
    this.#document = this.#parsed(text);
    if (this.#document === undefined) return;
    // What is wrong at one place may seem wrong at each that follows.
    for (const error of this.#document.errors.slice(0, MOST_ERRORS)) {
      const at = this.#at(error.pos[0]);
      if (error.code === 'RESOURCE_EXHAUSTION') this.#unreadable(TOO_DEEP, at);
      else this.#notYaml(error.code === 'MULTIPLE_DOCS' ? 'a second document begins' : error.message, at);
    }
    const {targets, faults} = yamlStructure(this.#document);
    this.#targets = targets;
    for (const {kind, message, node} of faults) {
      if (kind === 'not-yaml') this.#notYaml(message, this.positionOf(node));
      else this.#unreadable(message, this.positionOf(node));
    }
  }

  /** The document; undefined where it is too deep to be taken apart. */
  #parsed(text: string): Document.Parsed | undefined {
    try {
      // Keys that stand twice are found with the rest, in a time that does not grow with their square.
      return parseDocument(text, {lineCounter: this.#counter, prettyErrors: false, uniqueKeys: false});
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#unreadable(TOO_DEEP, this.#at(0));
      return undefined;
    }
  }

  get root(): YamlNode {
    return this.#document?.contents;
  }

  wrongShape(what: string, expected: string, at: Position): void {
    this.failures.push({kind: 'wrong-shape', what, expected, at});
  }

  map(node: YamlNode, what: string, expected: string): YAMLMap | undefined {
    const found = this.#resolved(node);
    if (isMap(found)) return found;
    this.wrongShape(what, expected, this.positionOf(node));
    return undefined;
  }

  /** The entries of a map, none where there is no map. */
  *entries(map: YAMLMap | undefined): Generator<YamlEntry> {
    for (const {key, value} of (map?.items ?? []) as Pair<Node, Node | null>[])
      yield {key: String(isScalar(key) ? key.value : key), keyNode: key, value};
  }

  /** The values of a map whose keys must be among `known`. */
  values(map: YAMLMap, known: string[], of: string): Map<string, YamlNode> {
    const found = new Map<string, YamlNode>();
    for (const {key, keyNode, value} of this.entries(map)) {
      if (known.includes(key)) found.set(key, value);
      else this.failures.push({kind: 'unknown-key', key, known, of, at: this.positionOf(keyNode)});
    }
    return found;
  }

  /** The items of a list; undefined where the node is none. */
  items(node: YamlNode): YamlNode[] | undefined {
    const found = this.#resolved(node);
    return isSeq<Node | null>(found) ? found.items : undefined;
  }

  name(node: YamlNode, what: string): NameAt {
    const found = this.#resolved(node);
    const at = this.positionOf(node);
    if (isScalar(found) && typeof found.value === 'string') return {name: found.value, at};
    this.wrongShape(what, 'a name', at);
    return {name: '', at};
  }

  /** Names in a list, none where the node is left out. */
  names(node: YamlNode, what: string): NameAt[] {
    if (node === undefined) return [];
    const items = this.items(node);
    if (items === undefined) this.wrongShape(what, 'a list of names', this.positionOf(node));
    return (items ?? []).map((item) => this.name(item, `each of ${what}`));
  }

  isEmpty(node: YamlNode): boolean {
    return node === null || node === undefined || (isScalar(node) && node.value === null);
  }

  /** The node as a plain value; null where its aliases would make it larger than memory. */
  plain(node: YamlNode): unknown {
    try {
      const options = {maxAliasCount: PIPELINE_BOUNDS.aliases};
      return node && this.#document ? node.toJS(this.#document, options) : null;
    } catch (error) {
      if (!(error instanceof ReferenceError)) throw error;
      this.#unreadable('its aliases stand for too many values', this.positionOf(node));
      return null;
    }
  }

  /** The place of each entry of a map and of the maps in it, by dotted name. */
  positions(map: YAMLMap, prefix = ''): Map<string, Position> {
    const found = new Map<string, Position>();
    for (const {key, keyNode, value} of this.entries(map)) {
      found.set(prefix + key, this.positionOf(keyNode));
      if (!isMap(value)) continue;
      for (const [name, at] of this.positions(value, `${prefix}${key}.`)) found.set(name, at);
    }
    return found;
  }

  positionOf(node: YamlNode): Position {
    return this.#at(node?.range?.[0] ?? 0);
  }

  /** What an alias stands for, other nodes themselves. */
  #resolved(node: YamlNode): YamlNode {
    return isAlias(node) ? this.#targets.get(node) : node;
  }

  #unreadable(fault: string, at: Position): void {
    this.failures.push({kind: 'unreadable-pipeline', fault, at});
  }

  #notYaml(message: string, at: Position): void {
    this.failures.push({kind: 'not-yaml', message, at});
  }

  #at(offset: number): Position {
    const {line, col} = this.#counter.linePos(offset);
    const place = {line: Math.max(1, line), column: Math.max(1, col)};
    return {file: this.#file, ...place, text: this.#lines[place.line - 1] ?? ''};
  }
}
