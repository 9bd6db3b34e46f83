/** A failure that the user can mend: what is wrong, why it matters, and what to do, a line each. */
export class SetupError extends Error {
  /**
   * @param {{what: string, why: string, mend: string[], tool?: string, again?: boolean, cause?: unknown}} fault
   *   `tool` is missing; the same `again` may go well.
   */
  constructor({what, why, mend, tool, again = false, cause}) {
    super([`Set-up stopped: ${what}`, why, ...mend].join('\n'), {cause});
    this.name = 'SetupError';
    this.tool = tool;
    this.again = again;
  }
}

/**
 * The error as a {@link SetupError} where the disk is at fault: full, or not to be written to.
 * @param {unknown} error
 */
export function asSetupError(error) {
  if (error instanceof SetupError) return error;
  const {code, path} = /** @type {NodeJS.ErrnoException} */ (error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(path, error);
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return new SetupError({
      what: `${path ?? 'the disk'} may not be written to.`,
      why: 'The packages go to node_modules, the native library to the cache folder.',
      mend: ['Correct its rights, or name another cache folder: export XDG_CACHE_HOME=/a/writable/folder'],
      cause: error,
    });
  return undefined;
}

/**
 * Does `work`, which writes into `folder`: Node does not say which file a failed write was for.
 * @template T
 * @param {string} folder
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function writingTo(folder, work) {
  return await work().catch((error) => {
    throw error.code === 'ENOSPC' || error.code === 'EDQUOT' ? diskFull(folder, error) : error;
  });
}

/** @param {string} [path] @param {unknown} [cause] */
export function diskFull(path, cause) {
  return new SetupError({
    what: `the disk is full${path ? ` (writing ${path})` : ''}.`,
    why: "TensorFlow's library needs 1.2 GB while it is unpacked, 0.9 GB afterwards; the npm packages 0.9 GB.",
    mend: ['Free some space, or put the cache on another disk: export XDG_CACHE_HOME=/a/folder/with/space'],
    cause,
  });
}
