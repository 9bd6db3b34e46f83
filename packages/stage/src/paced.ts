import type {Emit, Pace, ProgressEvent} from './events.js';

/**
 * Adds to progress how fast it goes and how long it will take, counted from its first event: what a resumed
 * run found done does not count, nor does the time to prepare. `now` gives milliseconds on a clock that only
 * goes forward.
 */
export function paced(listen: Emit, now: () => number = () => performance.now()): Emit {
  let first: ProgressEvent | undefined;
  let last: ProgressEvent | undefined;
  let start = 0;
  return (event) => {
    if (event.kind !== 'progress') return listen(event);
    const time = now();
    if (first === undefined || !goesOn(last, event)) [first, start] = [event, time];
    last = event;
    const pace = paceSince(first, event, (time - start) / 1000);
    listen(pace === undefined ? event : {...event, pace});
  };
}

/** Whether an event is of the same work as the one before, and no other or new beginning. */
function goesOn(before: ProgressEvent | undefined, {unit, total, done}: ProgressEvent): boolean {
  return before?.unit === unit && before.total === total && before.done <= done;
}

function paceSince(first: ProgressEvent, event: ProgressEvent, seconds: number): Pace | undefined {
  const rate = (event.done - first.done) / seconds;
  if (!(rate > 0 && Number.isFinite(rate))) return undefined;
  const counted = Object.entries(event.counts ?? {}).map(([unit, count]) => [
    unit,
    (count - (first.counts?.[unit] ?? 0)) / seconds,
  ]);
  return {
    secondsLeft: (event.total - event.done) / rate,
    perSecond: {[event.unit]: rate, ...Object.fromEntries(counted)},
  };
}
