import {existsSync, readdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {artifactFolder} from './nx-projects.js';
import {processStart} from './process-start.js';

/** Removes the temporary folders that killed stages of a pipeline left beside its artifacts. */
export function removeLeftovers(pipeline: string, root: string): void {
  const folder = join(root, artifactFolder(pipeline, ''));
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const [, pid] = name.match(/^\..*\.tmp-(\d+)/) ?? [];
    if (pid !== undefined && processStart(Number(pid)) === undefined)
      rmSync(join(folder, name), {recursive: true, force: true});
  }
}
