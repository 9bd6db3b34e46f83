import {argumentValues} from './argument-values.js';

/** What a machine has for the stages of a run. */
export interface Machine {
  cores: number;
  /** Bytes that are free. */
  memory: number;
}

/** Counted for a stage whose need of memory is not known yet, in bytes. */
const UNKNOWN_PEAK = 2 ** 30;

/** Counted for any stage at least, in bytes: the next run may hold more than the last. */
const SMALLEST_PEAK = 2 ** 28;

/**
 * How many stages work at the same time: one a core, as far as each finds room for the largest of `peaks`, the
 * bytes that a stage held at most when it last worked; undefined where it never did.
 */
export function stagesAtOnce(peaks: readonly (number | undefined)[], {cores, memory}: Machine): number {
  const largest = Math.max(SMALLEST_PEAK, ...peaks.map((peak) => peak ?? UNKNOWN_PEAK));
  return Math.max(1, Math.min(cores, Math.floor(memory / largest)));
}

/** The number that the user chose by Nx's own means; undefined where it is left to this plugin. */
export function chosenStagesAtOnce(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv,
): number | undefined {
  const [given] = argumentValues(argv, '--parallel');
  if (given === 'false' || argv.includes('--no-parallel')) return 1;
  const chosen = Number(given ?? environment.NX_PARALLEL);
  return chosen >= 1 ? Math.floor(chosen) : undefined;
}
