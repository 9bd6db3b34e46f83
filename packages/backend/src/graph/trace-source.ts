import {basename} from 'node:path';

/**
 * The function outside of tfjs that is running, as `name (file:line)`, for messages about a recorded
 * operation. `unknown code` where the stack shows none.
 */
export function callerOfTensorflow(): string {
  const frames = stackFrames();
  const tensorflow = frames.findIndex((frame) => frame.includes('@tensorflow'));
  const caller = frames.slice(tensorflow + 1).find((frame) => !frame.includes('node_modules'));
  const match = caller?.match(/at (?:(\S+) \()?(.+?):(\d+):\d+\)?$/);
  if (match === null || match === undefined) return 'unknown code';
  const [, name = 'a function', file = '', line] = match;
  return `${name} (${basename(file)}:${line})`;
}

/** More frames than usual: a gradient runs some dozen functions below the code that asks for it. */
function stackFrames(): string[] {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 60;
  const stack = new Error().stack ?? '';
  Error.stackTraceLimit = limit;
  return stack.split('\n').slice(1);
}
