import {readFile, writeFile} from 'node:fs/promises';
import type {StageContext} from '@retune/stage';

type SavedState = StageContext<never>['state'];

/**
 * Results of work that is always done in the same order. What a run that was ended early had done is taken from
 * its state, so that the next one goes on behind it.
 */
export class FinishedWork {
  readonly #state: SavedState;
  readonly #results: unknown[];
  #place = 0;

  private constructor(state: SavedState, results: unknown[]) {
    this.#state = state;
    this.#results = results;
  }

  static async open(state: SavedState): Promise<FinishedWork> {
    const path = await state.load();
    if (path === undefined) return new FinishedWork(state, []);
    return new FinishedWork(state, JSON.parse(await readFile(path, 'utf8'), revived));
  }

  /** The result of the next piece of work: of plain objects, lists, numbers and Float64Arrays. */
  async next<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const place = this.#place++;
    if (place >= this.#results.length) {
      this.#results.push(await work());
      const text = JSON.stringify(this.#results, replaced);
      await this.#state.save((path) => writeFile(path, text));
    }
    return this.#results[place] as Result;
  }
}

/** Arrays are kept bit by bit, so that a result goes through the file unchanged. */
function replaced(_: string, value: unknown): unknown {
  if (!(value instanceof Float64Array)) return value;
  return {float64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')};
}

function revived(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('float64' in value)) return value;
  const bytes = Buffer.from(String(value.float64), 'base64');
  return new Float64Array(new Uint8Array(bytes).buffer);
}
