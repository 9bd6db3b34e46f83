import {Progress} from '../progress.mjs';

/** A progress that keeps what it tells, without the seconds. */
export function quietProgress() {
  const lines = [];
  const output = {write: (text) => lines.push(text.trimEnd().replace(/(done in|failed after) \d+ s$/, '$1'))};
  return {progress: new Progress({output}), lines};
}
