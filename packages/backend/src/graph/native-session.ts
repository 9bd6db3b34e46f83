import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {NativeTensor} from '../native-backend.js';
import type {GraphBuilder} from './graph-builder.js';
import {encodeSavedModel, SAVED_MODEL_TAG} from './graph-def.js';
import {GraphError} from './graph-error.js';
import type {RecordedOperation} from './recorder.js';
import {graphBackend} from './tensorflow-binding.js';

/** A graph loaded into a session of the native library, which keeps the graph's variables. */
export class NativeSession {
  readonly #session: number;
  readonly #traced: ReadonlyMap<string, RecordedOperation>;
  #state: 'open' | 'closed' | 'stopped by an earlier failure' = 'open';

  /**
   * Writes the graph to a temporary file, the only form the addon takes it in, and loads it.
   *
   * @throws GraphError `loading`; a file system's error where the temporary folder can't be written
   */
  constructor({nodes, traced}: Pick<GraphBuilder, 'nodes' | 'traced'>) {
    this.#traced = traced;
    const folder = mkdtempSync(join(tmpdir(), 'retune-graph-'));
    try {
      writeFileSync(join(folder, 'saved_model.pb'), encodeSavedModel(nodes));
      this.#session = load(folder);
    } finally {
      rmSync(folder, {recursive: true, force: true});
    }
  }

  /**
   * Feeds tensors by the addon's ids, which stay the caller's, and gives the outputs, which become the
   * caller's to delete.
   *
   * @throws GraphError `run`; the session then takes no further runs, as variables may be half updated
   */
  run(functionName: string, feeds: ReadonlyMap<string, number>, outputs: readonly string[]): NativeTensor[] {
    if (this.#state !== 'open')
      throw new Error(`Internal error: the session of graph function "${functionName}" is ${this.#state}`);
    try {
      return graphBackend().binding.runSavedModel(
        this.#session,
        [...feeds.values()],
        [...feeds.keys()].map(outputName).join(','),
        outputs.map(outputName).join(','),
      );
    } catch (error) {
      this.#state = 'stopped by an earlier failure';
      const {message} = error as Error;
      const operation = this.#operationIn(message);
      throw new GraphError({kind: 'run', functionName, operation, message}, {cause: error});
    }
  }

  /** Ends the session and frees its variables. Harmless the second time. */
  dispose(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    graphBackend().binding.deleteSavedModel(this.#session);
  }

  /** TensorFlow names the node that failed as `{{node train/MatMul_12}}`. */
  #operationIn(message: string): string {
    const node = message.match(/\{\{node ([^}]+)\}\}/)?.[1];
    if (node === undefined) return 'an unknown operation';
    const traced = this.#traced.get(node);
    return traced === undefined ? node : `${traced.op} in ${traced.source}`;
  }
}

function load(folder: string): number {
  try {
    return graphBackend().binding.loadSavedModel(folder, SAVED_MODEL_TAG);
  } catch (error) {
    throw new GraphError({kind: 'loading', message: (error as Error).message}, {cause: error});
  }
}

/** The addon wants the output's number with each name. */
function outputName(reference: string): string {
  return reference.includes(':') ? reference : `${reference}:0`;
}
