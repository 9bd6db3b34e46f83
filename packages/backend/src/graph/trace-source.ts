import {basename} from 'node:path';

/** More frames than usual: a gradient runs some dozen functions below the code that asks for it. */
const FRAMES = 60;

/** The place in the code where a recorded operation came from; it costs little until it is read. */
export class TraceSource {
  readonly #trace: Error;

  constructor() {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = FRAMES;
    this.#trace = new Error();
    Error.stackTraceLimit = limit;
  }

  /** The function outside of tfjs that was running, as `name (file:line)`; `unknown code` if none was. */
  toString(): string {
    const frames = (this.#trace.stack ?? '').split('\n').slice(1);
    const tensorflow = frames.findIndex((frame) => frame.includes('@tensorflow'));
    const caller = frames.slice(tensorflow + 1).find((frame) => !frame.includes('node_modules'));
    const match = caller?.match(/at (?:(\S+) \()?(.+?):(\d+):\d+\)?$/);
    if (match === null || match === undefined) return 'unknown code';
    const [, name = 'a function', file = '', line] = match;
    return `${name} (${basename(file)}:${line})`;
  }
}
