import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import type {PipelineFailure} from './failure.js';
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

/** Takes a YAML text apart. What is not of the shape asked for is noted under `failures`, with its place. */
export class YamlReader {
  readonly failures: PipelineFailure[] = [];
  readonly #file: string;
  readonly #lines: string[];
  readonly #counter = new LineCounter();
  readonly #document;

  constructor({file, text}: {file: string; text: string}) {
    this.#file = file;
    this.#lines = text.split(/\r?\n/);
    this.#document = parseDocument(text, {lineCounter: this.#counter, prettyErrors: false});
    for (const error of this.#document.errors) {
      const message = error.code === 'MULTIPLE_DOCS' ? 'a second document begins' : error.message;
      this.#notYaml(message, this.#at(error.pos[0]));
    }
    visit(this.#document, {
      Alias: (_, alias) => {
        if (alias.resolve(this.#document) === undefined)
          this.#notYaml(`no anchor &${alias.source} before this alias`, this.positionOf(alias));
      },
    });
  }

  get root(): YamlNode {
    return this.#document.contents;
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
      return node ? node.toJS(this.#document) : null;
    } catch (error) {
      this.#notYaml((error as Error).message, this.positionOf(node));
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
    return isAlias(node) ? node.resolve(this.#document) : node;
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
