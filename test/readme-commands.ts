import {readFileSync} from 'node:fs';

/** The commands in the README's shell blocks, without their comments. */
export function readmeCommands(file: string): string[] {
  const blocks = readFileSync(file, 'utf8').matchAll(/^```sh\n([\s\S]*?)^```/gm);
  return [...blocks].flatMap(([, block]) =>
    (block as string)
      .split('\n')
      .map((line) => line.replace(/ +#.*$/, '').trim())
      .filter((line) => line !== ''),
  );
}
