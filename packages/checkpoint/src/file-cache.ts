import {mkdir, mkdtemp, readdir, rename, rm, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {diskFull, StageError, writingTo} from '@retune/stage';
import type {Source, WantedFile} from './source.js';

const TEMPORARY_PREFIX = '.download-';
const OTHER_DISK =
  'Free some space there, or set XDG_CACHE_HOME to a folder on another disk, then run the same command again.';
const DAY_MS = 24 * 60 * 60 * 1000;

/** Downloaded files by sha256, in the user's cache folder, so that a second clone does not download again. */
export class FileCache {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The cache as a source of its own, asked before the named ones; a damaged file is none, and gets replaced. */
  asSource(): Source {
    return {
      name: `cache ${this.#folder}`,
      bring: async (wanted, offer) => {
        for (const file of wanted) {
          const path = this.#pathOf(file);
          if (await exists(path)) await offer(file, path);
        }
        return [];
      },
    };
  }

  /** A new folder on the cache's disk for a download in progress; whoever asked for it removes it. */
  async temporaryFolder(): Promise<string> {
    try {
      await mkdir(this.#folder, {recursive: true});
      await this.#removeAbandoned();
      return await mkdtemp(join(this.#folder, TEMPORARY_PREFIX));
    } catch (error) {
      throw this.#unwritable(error as NodeJS.ErrnoException);
    }
  }

  /** Does `work`, which writes into a {@link temporaryFolder}; a full disk is then told as the cache's. */
  async writing<Result>(work: () => Promise<Result>): Promise<Result> {
    return await writingTo({where: this.#folder, fix: OTHER_DISK}, work);
  }

  /** Moves a verified file from a {@link temporaryFolder} into the cache. */
  async adopt(wanted: WantedFile, path: string): Promise<void> {
    await this.writing(() => rename(path, this.#pathOf(wanted)));
  }

  #pathOf({sha256}: WantedFile): string {
    return join(this.#folder, sha256);
  }

  /** What a killed run left. Younger folders may belong to a run that is still downloading, here or elsewhere. */
  async #removeAbandoned(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      if (!name.startsWith(TEMPORARY_PREFIX)) continue;
      const path = join(this.#folder, name);
      const found = await stat(path).catch(() => undefined);
      if (found && Date.now() - found.mtimeMs > DAY_MS) await rm(path, {recursive: true, force: true});
    }
  }

  #unwritable(error: NodeJS.ErrnoException): Error {
    const full = diskFull(error, {where: this.#folder, fix: OTHER_DISK});
    if (full) return full;
    return new StageError(
      {
        where: this.#folder,
        what: `the cache folder cannot be written (${error.code})`,
        mend: 'Set XDG_CACHE_HOME to a folder that can be.',
      },
      {cause: error},
    );
  }
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
