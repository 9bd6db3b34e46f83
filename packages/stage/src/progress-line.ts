import type {Emit, ProgressEvent, StageEvent} from './events.js';

export interface ProgressLineOptions {
  stage: string;
  write: (text: string) => void;
  /** In a terminal one line is redrawn; elsewhere a plain line appears every `plainEveryMs`. */
  terminal: boolean;
  /** Milliseconds on a clock that only goes forward. */
  now?: () => number;
  plainEveryMs?: number;
}

/** Back to the line's begin, and the line empty. */
const CLEAR = '\r\u001b[2K';
/** Between these a line that is too long is cut, not broken: of a broken one only the end could be redrawn. */
const [CUT, BREAK] = ['\u001b[?7l', '\u001b[?7h'];

/** A listener that shows progress, notes and warnings to a person; {@link paced} adds the speed. */
export function progressLine(options: ProgressLineOptions): Emit {
  const {stage, write, terminal, now = () => performance.now(), plainEveryMs = 10_000} = options;
  let lastShown = terminal ? Number.NEGATIVE_INFINITY : now();
  let open = false;
  const closeLine = () => {
    if (open) write(CLEAR);
    open = false;
  };
  const draw = (line: string) => {
    write(`${CLEAR}${CUT}${line}${BREAK}`);
    open = true;
  };
  return (event) => {
    if (terminal && event.kind === 'started') return draw(`${stage}: started`);
    if (event.kind !== 'progress') {
      const message = messageText(event);
      if (message === undefined) return;
      closeLine();
      write(`${stage}: ${message}\n`);
      return;
    }
    const time = now();
    const finished = event.done >= event.total;
    if (terminal && finished) return closeLine();
    if (time - lastShown < (terminal ? 100 : plainEveryMs)) return;
    lastShown = time;
    const line = `${stage}: ${progressText(event)}`;
    if (terminal) draw(line);
    else write(`${line}\n`);
  };
}

/** An event in words; undefined for measurements, which only charts show. */
function messageText(event: Exclude<StageEvent, ProgressEvent>): string | undefined {
  switch (event.kind) {
    case 'measured':
      return undefined;
    case 'started':
    case 'done':
      return event.kind;
    case 'resumed':
      return `resumed at step ${event.step}`;
    case 'note':
      return event.message;
    case 'warning':
      return `warning: ${event.message}`;
  }
}

/** Such as `1200/3000 steps, 41 steps/s, 656 rows/s, 44 s left, loss 0.871`. */
function progressText({done, total, unit, pace, values = {}}: ProgressEvent): string {
  const parts = [`${done}/${total} ${unit}`];
  for (const [counted, rate] of Object.entries(pace?.perSecond ?? {}))
    parts.push(`${rounded(rate)} ${counted}/s`);
  if (pace !== undefined) parts.push(`${Math.ceil(pace.secondsLeft)} s left`);
  for (const [name, value] of Object.entries(values))
    parts.push(`${inWords(name)} ${Number(value.toPrecision(4))}`);
  return parts.join(', ');
}

/** `learning rate` of `learningRate`. */
function inWords(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Three digits that count, without an exponent: 0.0123, 41.2, 2630. */
function rounded(rate: number): number {
  return rate >= 100 ? Math.round(rate) : Number(rate.toPrecision(3));
}
