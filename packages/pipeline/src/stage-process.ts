import {openSync, writeSync} from 'node:fs';
import {
  type Emit,
  jsonLines,
  paced,
  problemText,
  progressLine,
  runStage,
  type Stage,
  StageError,
  type StageEvent,
  tensorBoardEvents,
} from '@retune/stage';
import {fileFaultText} from '../file-fault.mjs';
import {printable, printableLine, printableMessage} from '../printable.mjs';
import {isAlive} from './is-alive.js';
import {writeSealed} from './json-file.js';
import {fingerprintVariable} from './nx-projects.js';
import {requireUnchanged} from './unchanged-files.js';
import type {TaskFile} from './workspace-state.js';

/**
 * The terminal's device where a person watches. Progress is drawn there, past Nx, which records output and
 * gives its tasks no terminal.
 */
export const TERMINAL_VARIABLE = 'RETUNE_TERMINAL';

/** The process of the run that this stage belongs to. */
export const RUN_VARIABLE = 'RETUNE_RUN';

/** Runs one stage in this process, with progress for a person and JSON lines in the log; gives the exit status. */
export async function stageProcess(stage: Stage, file: TaskFile): Promise<number> {
  const name = file.project.split('.').slice(1).join('.');
  if (process.env[fingerprintVariable(file.project)] !== file.fingerprint) {
    process.stderr.write(`${name}: another run in this workspace changed the task. Run the command again.\n`);
    return 1;
  }
  endWithRun();
  const progress = progressListener(name);
  try {
    progress.show({kind: 'started'});
    await runStage(onUnchangedFiles(stage, file.files), file.task, listeners(progress.show, file));
    progress.show({kind: 'done'});
    writeSealed(file.peak, process.resourceUsage().maxRSS * 1024);
    return 0;
  } catch (error) {
    progress.endLine();
    process.stderr.write(`${errorText(name, error, file.task.output)}\n`);
    return 1;
  }
}

/** The stage, whose work counts only where its files are still as its key says. */
function onUnchangedFiles(stage: Stage, files: TaskFile['files']): Stage {
  return {
    ...stage,
    async work(context) {
      await stage.work(context);
      await requireUnchanged(files);
    },
  };
}

function listeners(show: Emit, file: TaskFile): Emit {
  const log = jsonLines(file.log);
  const draw = tensorBoardEvents(file.charts);
  return paced((event) => {
    log(event);
    draw(event);
    show(printableEvent(event));
  });
}

function printableEvent(event: StageEvent): StageEvent {
  switch (event.kind) {
    case 'note':
    case 'warning':
      return {...event, message: printableMessage(event.message)};
    case 'progress':
      return {...event, unit: printableLine(event.unit)};
    default:
      return event;
  }
}

/** A stage whose run was killed must not put its result in place later, over that of another run. */
function endWithRun(): void {
  const run = Number(process.env[RUN_VARIABLE]);
  if (run > 0) setInterval(() => isAlive(run) || process.exit(1), 250).unref();
}

/** Shows events to a person; `endLine` takes the drawn line away, so that other text is not glued to it. */
function progressListener(stage: string): {show: Emit; endLine: () => void} {
  const plain = progressLine({stage, terminal: false, write: (text) => process.stdout.write(text)});
  const device = openTerminal();
  if (device === undefined) return {show: plain, endLine: () => {}};
  const drawn = progressLine({stage, terminal: true, write: (text) => writeSync(device, text)});
  const endLine = () => drawn(endOfLine);
  return {
    endLine,
    show(event) {
      if (event.kind === 'measured') return;
      if (event.kind === 'progress' || event.kind === 'started') return drawn(event);
      endLine();
      // Through Nx, which keeps it with the task.
      plain(event);
    },
  };
}

/** Takes the drawn line away, as progress that has arrived does. */
const endOfLine: StageEvent = {kind: 'progress', done: 1, total: 1, unit: ''};

function openTerminal(): number | undefined {
  const device = process.env[TERMINAL_VARIABLE];
  try {
    return device ? openSync(device, 'w') : undefined;
  } catch {
    return undefined;
  }
}

function errorText(stage: string, error: unknown, output: string): string {
  if (error instanceof StageError)
    return error.problems.map((problem) => `${stage}: ${printableMessage(problemText(problem))}`).join('\n');
  const fault = fileFaultText(error, output);
  if (fault !== undefined) return `${stage}: ${printableMessage(fault)}`;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${stage}: this is a fault of the stage, not of its input:\n${printable(stack)}`;
}
