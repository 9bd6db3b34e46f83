import {StageError} from './stage-error.js';

/** Where something was written, and what to do if its disk is full. */
export interface WrittenPlace {
  /** A folder or file. */
  where: string;
  fix?: string;
}

/**
 * Does `work`, which writes into one place. Node does not say which file a failed write was for, so a full disk is
 * told here: as a {@link StageError} that names the place.
 */
export async function writingTo<Result>(place: WrittenPlace, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw diskFull(error, place) ?? error;
  }
}

/** The error as a {@link StageError} that names the place, where it says that a disk or a quota is full. */
export function diskFull(error: unknown, {where, fix}: WrittenPlace): StageError | undefined {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return undefined;
  return new StageError(
    {
      where,
      what: `the disk is full${code === 'EDQUOT' ? ', or your quota of it' : ''}; nothing was left half-written`,
      mend: fix ?? 'Free some space and run the same command again.',
    },
    {cause: error},
  );
}
