import {createWriteStream, openSync} from 'node:fs';
import {
  jsonLines,
  problemText,
  progressLine,
  runStage,
  type Stage,
  StageError,
  type StageEvent,
} from '@retune/stage';
import {fingerprintVariable} from './nx-projects.js';
import type {TaskFile} from './workspace-state.js';

/** Set where a person watches: progress is then drawn on the terminal itself, past Nx, which records output. */
export const TERMINAL_VARIABLE = 'RETUNE_TERMINAL';

/** Runs one stage in this process, with progress for a person and JSON lines in the log; gives the exit status. */
export async function stageProcess(stage: Stage, file: TaskFile): Promise<number> {
  const name = file.project.split('.').slice(1).join('.');
  if (process.env[fingerprintVariable(file.project)] !== file.fingerprint) {
    process.stderr.write(`${name}: another run in this workspace changed the task. Run the command again.\n`);
    return 1;
  }
  const show = progressListener(name);
  const log = jsonLines(file.log);
  const emit = (event: StageEvent): void => {
    log(event);
    show(event);
  };
  try {
    await runStage(stage, file.task, emit);
    return 0;
  } catch (error) {
    process.stderr.write(`${errorText(name, error)}\n`);
    return 1;
  }
}

function progressListener(stage: string): (event: StageEvent) => void {
  const terminal = process.env[TERMINAL_VARIABLE] === '1' ? openTerminal() : undefined;
  const plain = progressLine({stage, terminal: false, write: (text) => process.stdout.write(text)});
  if (terminal === undefined) return plain;
  const drawn = progressLine({stage, terminal: true, write: (text) => terminal.write(text)});
  return (event) => {
    // A note ends the drawn line, but is itself part of the output that Nx keeps.
    if (event.kind === 'progress') drawn(event);
    else plain(event);
  };
}

function openTerminal(): NodeJS.WritableStream | undefined {
  try {
    return createWriteStream('', {fd: openSync('/dev/tty', 'w')});
  } catch {
    return undefined;
  }
}

function errorText(stage: string, error: unknown): string {
  if (error instanceof StageError)
    return error.problems.map((problem) => `${stage}: ${problemText(problem)}`).join('\n');
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${stage}: this is a fault of the stage, not of its input:\n${stack}`;
}
