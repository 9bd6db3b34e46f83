import {readFileSync} from 'node:fs';

/**
 * From the first to the last progress that a stage told in its log: seconds, and what was done in them.
 * @param {string} path the stage's JSON lines
 */
export function progressSpan(path) {
  const events = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({kind}) => kind === 'progress');
  const [first, last] = [events[0], events.at(-1)];
  return {
    seconds: (Date.parse(last.time) - Date.parse(first.time)) / 1000,
    done: last.done - first.done,
    first,
    last,
  };
}
