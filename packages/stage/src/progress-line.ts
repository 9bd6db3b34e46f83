import type {Emit, StageEvent} from './events.js';

export interface ProgressLineOptions {
  stage: string;
  write: (text: string) => void;
  /** In a terminal one line is redrawn; elsewhere a plain line appears every `plainEveryMs`. */
  terminal: boolean;
  /** Milliseconds on a clock that only goes forward. */
  now?: () => number;
  plainEveryMs?: number;
}

type Progress = Extract<StageEvent, {kind: 'progress'}>;

/** A listener that shows progress, notes and warnings to a person. */
export function progressLine(options: ProgressLineOptions): Emit {
  const {stage, write, terminal, now = () => performance.now(), plainEveryMs = 10_000} = options;
  const start = now();
  let lastShown = terminal ? Number.NEGATIVE_INFINITY : start;
  let open = false;
  const closeLine = () => {
    if (open) write('\r\u001b[2K');
    open = false;
  };
  return (event) => {
    if (event.kind !== 'progress') {
      closeLine();
      write(`${stage}: ${event.kind === 'warning' ? 'warning: ' : ''}${event.message}\n`);
      return;
    }
    const time = now();
    const finished = event.done >= event.total;
    if (terminal && finished) return closeLine();
    if (time - lastShown < (terminal ? 100 : plainEveryMs)) return;
    lastShown = time;
    const line = `${stage}: ${progressText(event, (time - start) / 1000)}`;
    write(terminal ? `\r\u001b[2K${line}` : `${line}\n`);
    open = terminal;
  };
}

/** Such as `1200/3000 steps, 41 steps/s, 44 s left, loss 0.871`. */
export function progressText({done, total, unit, values = {}}: Progress, seconds: number): string {
  const rate = seconds > 0 ? done / seconds : 0;
  const parts = [`${done}/${total} ${unit}`];
  if (rate > 0) parts.push(`${rounded(rate)} ${unit}/s`, `${Math.ceil((total - done) / rate)} s left`);
  for (const [name, value] of Object.entries(values)) parts.push(`${name} ${Number(value.toPrecision(4))}`);
  return parts.join(', ');
}

/** Three digits that count, without an exponent: 0.0123, 41.2, 2630. */
function rounded(rate: number): number {
  return rate >= 100 ? Math.round(rate) : Number(rate.toPrecision(3));
}
