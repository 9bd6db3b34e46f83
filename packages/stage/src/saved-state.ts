import {mkdir, readdir, rename, rm, stat} from 'node:fs/promises';
import {basename, join} from 'node:path';
import {writingTo} from './disk-full.js';
import type {Emit} from './events.js';
import {sha256OfFile} from './sha256-of-file.js';

/** Where a stage keeps what its work goes on from, should its process be killed. */
export interface SavedState {
  /** Path of what was last saved by a run of the same stage on the same inputs; undefined where there is nothing. */
  load(): Promise<string | undefined>;
  /** Has `write` write one file, which then takes the place of what was saved before. */
  save(write: (path: string) => Promise<void>): Promise<void>;
}

/** Where a stage's states lie, and what the work at hand is known by. */
export interface StatePlace {
  /** The stage's own; whatever else lies in it is removed. */
  folder: string;
  /** Digest of all that decides the result: a state of other work is of no use. */
  key: string;
}

/** For a run that nothing goes on from. */
export const nothingSaved: SavedState = {load: async () => undefined, save: async () => {}};

const PREFIX = 'state-';

/**
 * A state in a folder `<key>`, in a file whose name holds its sha256: what a killed run left half-written, or
 * what changed since, is not taken for a state.
 */
export class StateFolder implements SavedState {
  readonly #place: StatePlace;
  readonly #folder: string;
  readonly #emit: Emit;

  constructor(place: StatePlace, emit: Emit) {
    this.#place = place;
    this.#folder = join(place.folder, place.key);
    this.#emit = emit;
  }

  async load(): Promise<string | undefined> {
    await this.#removeOtherWork();
    const states = (await namesIn(this.#folder)).filter((name) => name.startsWith(PREFIX));
    const paths = await newestFirst(states.map((name) => join(this.#folder, name)));
    for (const path of paths) if (basename(path) === `${PREFIX}${await sha256OfFile(path)}`) return path;
    if (states.length > 0)
      this.#emit({
        kind: 'warning',
        message: 'the state that an ended run saved is damaged, so the work starts again from the beginning',
      });
    return undefined;
  }

  async save(write: (path: string) => Promise<void>): Promise<void> {
    await writingTo({where: this.#folder}, () => this.#save(write));
  }

  async #save(write: (path: string) => Promise<void>): Promise<void> {
    await mkdir(this.#folder, {recursive: true});
    const temporary = join(this.#folder, `temporary-${process.pid}`);
    await write(temporary);
    const name = `${PREFIX}${await sha256OfFile(temporary)}`;
    await rename(temporary, join(this.#folder, name));
    for (const other of await namesIn(this.#folder))
      if (other !== name) await rm(join(this.#folder, other), {force: true});
  }

  /** The work is done, or of no use. */
  async remove(): Promise<void> {
    await rm(this.#place.folder, {recursive: true, force: true});
  }

  async #removeOtherWork(): Promise<void> {
    const {folder, key} = this.#place;
    for (const name of await namesIn(folder))
      if (name !== key) await rm(join(folder, name), {recursive: true, force: true});
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}

/** A run that was killed between a save's last two steps leaves two states. */
async function newestFirst(paths: readonly string[]): Promise<string[]> {
  const dated = await Promise.all(paths.map(async (path) => ({path, at: (await stat(path)).mtimeMs})));
  return dated.sort((a, b) => b.at - a.at).map(({path}) => path);
}
