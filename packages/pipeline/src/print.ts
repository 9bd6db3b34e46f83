import {isOnDaemon, printInRun} from '../nx-daemon.mjs';
import {printable} from '../printable.mjs';
import {coloured} from './coloured.js';

/** What the daemon has to print when the run ends: in between, the run's own process would write over it. */
let held = '';

/**
 * Prints a text of one or more lines, if there is any, and waits until this and all that was printed before has
 * left the process. Nx ends it right after and waits for no less than 16 KB, so a program that reads through a
 * socket would miss the end of a long run.
 */
export async function print(text: string | undefined): Promise<void> {
  if (!text) return;
  if (isOnDaemon()) {
    held += `${printable(text)}\n`;
    return;
  }
  const shown = coloured(printable(text), process.stdout);
  // With the encoding named: after Ctrl-C Nx puts in a write that calls back its third argument alone.
  await new Promise<void>((resolve) => process.stdout.write(`${shown}\n`, 'utf8', () => resolve()));
}

/** On Nx's daemon, prints at the end of a run what was to be printed in it. */
export function printHeld(argv: readonly string[], workspaceRoot: string): void {
  const text = held;
  held = '';
  if (text === '') return;
  if (printInRun(text, argv, workspaceRoot)) return;
  throw new Error(
    "The run ended, but Nx's daemon could not print its table here.\n" +
      'The daemon is now off in this workspace: run the same command again to see it.',
  );
}
