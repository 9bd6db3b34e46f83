import type {Emit} from '@retune/stage';
import {GraphError} from './graph-error.js';

/**
 * What `compile` gives; where no graph can be compiled what `eager` gives, with a warning that begins with
 * `consequence` and says why.
 */
export function compiledOrEager<Result>(
  compile: () => Result,
  eager: () => Result,
  {consequence, emit}: {consequence: string; emit: Emit},
): Result {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const message = `${consequence}, because no graph could be compiled. ${error.message}`;
    emit({kind: 'warning', message});
    return eager();
  }
}
