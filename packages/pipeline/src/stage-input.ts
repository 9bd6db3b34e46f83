import type {Position} from './yaml-position.js';

/** A stage, or an instance of one, that feeds a port of another. */
export interface StageInput {
  port: string;
  from: string;
  /** Written in a list: the port takes all instances of the stage, and the reader is not fanned out by them. */
  gathers?: boolean;
  /** Of an instance that is gathered: the value on each axis that reaches it, by `stage.param`. */
  values?: Record<string, unknown>;
  at: Position;
}

/** The input's name among those of its stage: `model`; of one that is gathered `models:train@seed=1`. */
export function inputKey({port, from, gathers}: Pick<StageInput, 'port' | 'from' | 'gathers'>): string {
  return gathers ? `${port}:${from}` : port;
}
