import {availableParallelism} from 'node:os';

let tensorflowLoaded = false;

/** Cores that this process may use, where stages that run at the same time share them; all by default. */
const CORES_VARIABLE = 'RETUNE_THREADS';

/** How many threads TensorFlow uses; what is left out is one per core of {@link usableCores}. */
export interface Threads {
  /** Threads that share the work of one operation. */
  intraOp?: number;
  /** Operations that run at the same time (in a graph only). */
  interOp?: number;
}

/**
 * Sets how many threads TensorFlow will use. A number the user set as TF_NUM_INTRAOP_THREADS or
 * TF_NUM_INTEROP_THREADS wins. TensorFlow reads them once, when it starts, so this throws afterwards: call it
 * first, then `await import` the module that uses `tf`.
 */
export function setThreads({intraOp, interOp}: Threads): void {
  if (tensorflowLoaded)
    throw new Error('setThreads was called after TensorFlow was loaded, too late to count');
  if (intraOp !== undefined) process.env.TF_NUM_INTRAOP_THREADS ??= threadCount('intraOp', intraOp);
  if (interOp !== undefined) process.env.TF_NUM_INTEROP_THREADS ??= threadCount('interOp', interOp);
}

/** The cores that this process may use: RETUNE_THREADS, or all. */
export function usableCores(): number {
  const given = Number(process.env[CORES_VARIABLE]);
  return Number.isInteger(given) && given > 0 ? given : availableParallelism();
}

/** For more than 8 cores, the most first: yet more lanes would make a graph that takes long to optimize. */
const LANES_OF_SEVERAL_CORES = [8, 7, 6, 5, 4];

/**
 * How many equal computations a process best runs side by side: one on each core up to 8, then as many as leave the
 * fewest cores over when all have equally many.
 */
export function laneCount(): number {
  const cores = usableCores();
  if (cores <= 8) return cores;
  return LANES_OF_SEVERAL_CORES.reduce((best, lanes) => (cores % lanes < cores % best ? lanes : best));
}

/**
 * Threads for computations in {@link laneCount} lanes: each operation stays on its lane's cores. Two lanes of one core
 * each reach 95 % of a lone product's rate on both, one computation on both 83 %.
 */
export function laneThreads(): Threads {
  const lanes = laneCount();
  return {interOp: lanes, intraOp: Math.floor(usableCores() / lanes)};
}

/** What TensorFlow is told when it is loaded; from here on {@link setThreads} is refused. */
export function settleThreads(): void {
  const cores = usableCores();
  if (cores < availableParallelism()) setThreads({intraOp: cores, interOp: cores});
  tensorflowLoaded = true;
}

function threadCount(name: string, count: number): string {
  if (!Number.isInteger(count) || count < 1)
    throw new Error(`${name} must be a whole number from 1, not ${count}`);
  return String(count);
}
