import {constants} from 'node:fs';
import {chmod, copyFile} from 'node:fs/promises';
import {homedir} from 'node:os';
import {checkpoint} from '@retune/artifacts';
import {type Emit, implementStage} from '@retune/stage';
import {bringFiles} from './bring-files.js';
import {FileCache} from './file-cache.js';
import {folderSource} from './folder-source.js';
import {hubSettings} from './hub-settings.js';
import {hubSource} from './hub-source.js';
import type {SourceParams} from './params.js';
import {pythonPackageSource} from './python-package-source.js';
import type {Source} from './source.js';
import {checkpointStage} from './stage.js';
import {checkpointCacheFolder} from './user-folders.js';

type FileName = keyof typeof checkpoint.files;

export default implementStage(checkpointStage, async ({params, output, emit, workspaceRoot}) => {
  const cache = new FileCache(checkpointCacheFolder(process.env, homedir()));
  const context = {cache, emit, workspaceRoot};
  const names = Object.keys(checkpoint.files) as FileName[];
  const wanted = names.map((name) => {
    const {path} = checkpoint.files[name];
    return {name, file: path, sha256: params.files[path]};
  });
  const sources = [cache.asSource(), ...params.sources.map((source) => sourceOf(source, context))];
  await bringFiles(wanted, sources, {
    emit,
    take: async ({file}, path) => {
      const name = names.find((known) => checkpoint.files[known].path === file) as FileName;
      await copyFile(path, output.path(name), constants.COPYFILE_FICLONE);
      // A read-only source shall not make a read-only artifact.
      await chmod(output.path(name), 0o644);
    },
  });
});

function sourceOf(
  source: SourceParams,
  {cache, emit, workspaceRoot}: {cache: FileCache; emit: Emit; workspaceRoot: string},
): Source {
  if ('hub' in source) return hubSource(source, {settings: hubSettings(process.env, homedir()), cache, emit});
  if ('pythonPackage' in source) return pythonPackageSource(source, {cache, emit, environment: process.env});
  return folderSource(source, workspaceRoot);
}
