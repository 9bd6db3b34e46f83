import {readFileSync} from 'node:fs';

/** The blocks of YAML in a file that are whole pipelines: they name the schema. */
export function examplePipelines(file: string): string[] {
  const blocks = readFileSync(file, 'utf8').matchAll(/^```yaml\n(# yaml-language-server[\s\S]*?)^```/gm);
  return [...blocks].map(([, block]) => block as string);
}
