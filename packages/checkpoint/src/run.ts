import {constants} from 'node:fs';
import {chmod, copyFile, mkdtemp, rm} from 'node:fs/promises';
import {homedir} from 'node:os';
import {dirname, join} from 'node:path';
import {checkpoint} from '@retune/artifacts';
import {filesOfIndex, joinSafetensors} from '@retune/encoder/join-safetensors';
import {type ArtifactWriter, type Emit, implementStage, StageError} from '@retune/stage';
import {bringFiles} from './bring-files.js';
import {checkedCheckpoint} from './checked-checkpoint.js';
import {FileCache} from './file-cache.js';
import {folderSource} from './folder-source.js';
import {hubSettings} from './hub-settings.js';
import {hubSource} from './hub-source.js';
import {type SourceParams, WEIGHTS_INDEX} from './params.js';
import {pythonPackageSource} from './python-package-source.js';
import type {Source} from './source.js';
import {checkpointStage} from './stage.js';
import {checkpointCacheFolder} from './user-folders.js';

export default implementStage(checkpointStage, async ({params, output, emit, workspaceRoot}) => {
  const cache = new FileCache(checkpointCacheFolder(process.env, homedir()));
  const context = {cache, emit, workspaceRoot};
  const sources = [cache.asSource(), ...params.sources.map((source) => sourceOf(source, context))];
  const wanted = Object.entries(params.files).map(([file, sha256]) => ({file, sha256: sha256 as string}));
  // In the artifact's own temporary folder, which the next run removes if this one is killed.
  const parts = await mkdtemp(join(dirname(output.path('weights')), 'parts-'));
  try {
    await bringFiles(wanted, sources, {
      emit,
      take: ({file}, path) => copyWritable(path, placeOf(file, output) ?? join(parts, file)),
    });
    if (WEIGHTS_INDEX in params.files) {
      const index = join(parts, WEIGHTS_INDEX);
      requireWanted(await filesOfIndex(index), params.files);
      await joinSafetensors(index, output.path('weights'));
    }
  } finally {
    await rm(parts, {recursive: true, force: true});
  }
  await checkedCheckpoint(output, emit);
});

/** Throws a {@link StageError} where the index names files that the params do not. */
function requireWanted(named: readonly string[], files: Readonly<Record<string, unknown>>): void {
  const missing = named.filter((file) => !Object.hasOwn(files, file));
  if (missing.length > 0)
    throw new StageError({
      where: 'checkpoint.files',
      what: `${WEIGHTS_INDEX} names ${missing.join(', ')}, of which no sha256 is given`,
      mend: 'Add each of these files with its sha256.',
    });
}

/** Where a file goes in the artifact; undefined for the parts of weights that come in several files. */
function placeOf(file: string, output: ArtifactWriter<typeof checkpoint>): string | undefined {
  const names = Object.keys(checkpoint.files) as (keyof typeof checkpoint.files)[];
  const name = names.find((known) => checkpoint.files[known].path === file);
  return name && output.path(name);
}

/** A read-only source shall not make a read-only artifact. */
async function copyWritable(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  await chmod(to, 0o644);
}

function sourceOf(
  source: SourceParams,
  {cache, emit, workspaceRoot}: {cache: FileCache; emit: Emit; workspaceRoot: string},
): Source {
  if ('hub' in source) return hubSource(source, {settings: hubSettings(process.env, homedir()), cache, emit});
  if ('pythonPackage' in source) return pythonPackageSource(source, {cache, emit, environment: process.env});
  return folderSource(source, workspaceRoot);
}
