/**
 * Prints a text of one or more lines, if there is any, and waits until this and all that was printed before has left the process. Nx ends it right after and
 * waits for no less than 16 KB, so a program that reads through a socket would miss the end of a long run.
 */
export async function print(text: string | undefined): Promise<void> {
  if (!text) return;
  await new Promise<void>((resolve) => process.stdout.write(`${text}\n`, () => resolve()));
}
