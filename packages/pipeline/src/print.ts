import {printable} from '../printable.mjs';
import {coloured} from './coloured.js';

/**
 * Prints a text of one or more lines, if there is any, and waits until this and all that was printed before has
 * left the process. Nx ends it right after and waits for no less than 16 KB, so a program that reads through a
 * socket would miss the end of a long run.
 */
export async function print(text: string | undefined): Promise<void> {
  if (!text) return;
  const shown = coloured(printable(text), process.stdout);
  // With the encoding named: after Ctrl-C Nx puts in a write that calls back its third argument alone.
  await new Promise<void>((resolve) => process.stdout.write(`${shown}\n`, 'utf8', () => resolve()));
}
