import type {NativeTensor} from '../native-backend.js';
import type {tf} from '../tensorflow.js';
import {type FeedValue, type GraphArray, withFeeds} from './feed-values.js';
import type {FeedSpec} from './function-spec.js';
import type {NativeSession} from './native-session.js';
import {graphBackend} from './tensorflow-binding.js';
import type {VariableNodes} from './variable-store.js';

/** A function's place in a graph. */
export interface CompiledFunction {
  specs: Readonly<Record<string, FeedSpec>>;
  /** The placeholder of each feed. */
  feeds: Readonly<Record<string, string>>;
  /** The node to fetch for each output. */
  outputs: Readonly<Record<string, string>>;
}

/** Named values to feed to a function. */
export type Feeds = Readonly<Record<string, FeedValue>>;

/** A run of a function. */
export interface FunctionCall<Name extends string = string> {
  name: Name;
  feeds: Feeds;
  /** Which to compute; all by default. */
  outputs?: readonly string[] | undefined;
}

/** Compiled functions and their variables, which live here until {@link dispose}. */
export class GraphSession<Name extends string = string> {
  readonly #native: NativeSession;
  readonly #functions: Readonly<Record<Name, CompiledFunction>>;
  readonly #variables: Readonly<Record<string, VariableNodes>>;

  constructor(parts: {
    native: NativeSession;
    functions: Readonly<Record<Name, CompiledFunction>>;
    variables: Readonly<Record<string, VariableNodes>>;
  }) {
    this.#native = parts.native;
    this.#functions = parts.functions;
    this.#variables = parts.variables;
  }

  /**
   * Runs a function and copies its outputs out. The first run of a function optimizes its graph (tens of
   * milliseconds), the first run at new sizes costs a little more than later ones.
   *
   * @param outputs which to compute; all by default
   * @throws GraphError `run`, after which the session takes no further runs
   */
  run(name: Name, feeds: Feeds, outputs?: readonly string[]): Record<string, GraphArray> {
    return this.#fetch([{name, feeds, outputs}], takeArray)[0]!;
  }

  /**
   * Runs functions, each at most once, as one call, in which TensorFlow computes them side by side.
   *
   * @throws GraphError as {@link run}
   */
  runTogether(calls: readonly FunctionCall<Name>[]): Record<string, GraphArray>[] {
    return this.#fetch(calls, takeArray);
  }

  /** {@link runTogether}, with tensors as results, which are the caller's to dispose. */
  runTensors(calls: readonly FunctionCall<Name>[]): tf.NamedTensorMap[] {
    return this.#fetch(calls, (tensor) => graphBackend().createOutputTensor(tensor));
  }

  /** Sets variables to copies of the values; those that are not named keep theirs. */
  assign(values: Feeds): void {
    const names = Object.keys(values);
    if (names.length === 0) return;
    const variables = names.map((name) => [name, this.#variable(name)] as const);
    const specs = Object.fromEntries(variables.map(([name, {spec}]) => [name, spec]));
    withFeeds('assign', specs, values, (ids) => {
      const feeds = new Map(variables.map(([name, {value}]) => [value, ids.get(name)!]));
      const done = variables.map(([, {assigned}]) => assigned);
      for (const {id} of this.#native.run('assign', feeds, done)) graphBackend().binding.deleteTensor(id);
    });
  }

  /** Copies the values of variables out. */
  read(names: readonly string[]): Record<string, GraphArray> {
    const outputs = this.#native.run(
      'read',
      new Map(),
      names.map((name) => this.#variable(name).read),
    );
    return Object.fromEntries(names.map((name, index) => [name, takeArray(outputs[index]!)]));
  }

  /** Ends the session and frees its variables. */
  dispose(): void {
    this.#native.dispose();
  }

  #fetch<Value>(
    calls: readonly FunctionCall<Name>[],
    take: (tensor: NativeTensor) => Value,
  ): Record<string, Value>[] {
    const fetched = calls.map(({name, outputs}) => this.#outputNodes(name, outputs));
    const results = this.#runFed(calls, new Map(), (placed) =>
      this.#native.run(
        calls.map(({name}) => name).join(', '),
        placed,
        fetched.flatMap((nodes) => [...nodes.values()]),
      ),
    ).values();
    return fetched.map((nodes) =>
      Object.fromEntries([...nodes.keys()].map((output) => [output, take(results.next().value!)])),
    );
  }

  /** Calls `run` with the addon's ids by the placeholders of all calls. */
  #runFed<Result>(
    [call, ...others]: readonly FunctionCall<Name>[],
    placed: ReadonlyMap<string, number>,
    run: (placed: ReadonlyMap<string, number>) => Result,
  ): Result {
    if (call === undefined) return run(placed);
    const {specs, feeds} = this.#functions[call.name];
    return withFeeds(call.name, specs, call.feeds, (ids) => {
      const own = [...ids].map(([feed, id]) => [feeds[feed]!, id] as const);
      return this.#runFed(others, new Map([...placed, ...own]), run);
    });
  }

  /** The node to fetch for each output. */
  #outputNodes(name: Name, outputs?: readonly string[]): Map<string, string> {
    const compiled = this.#functions[name];
    const names = outputs ?? Object.keys(compiled.outputs);
    return new Map(
      names.map((output) => [
        output,
        compiled.outputs[output] ?? unknownName(`${name} has no output`, output),
      ]),
    );
  }

  #variable(name: string): VariableNodes {
    return this.#variables[name] ?? unknownName('The session has no variable', name);
  }
}

function takeArray({id, shape}: NativeTensor): GraphArray {
  const {binding} = graphBackend();
  const values = binding.tensorDataSync(id) as GraphArray['values'];
  binding.deleteTensor(id);
  return {shape, values};
}

function unknownName(what: string, name: string): never {
  throw new Error(`Internal error: ${what} "${name}"`);
}
