import {stat} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import type {FolderParams} from './params.js';
import type {Offer, Source, WantedFile} from './source.js';
import type {SourceFailure} from './source-failure.js';

/** A folder on this machine. */
export function folderSource({folder}: FolderParams, workspaceRoot: string): Source {
  const place = resolve(workspaceRoot, folder);
  return {
    name: `folder ${folder}`,
    async bring(wanted, offer) {
      const found = await stat(place).catch(() => undefined);
      if (!found?.isDirectory()) return [{kind: 'no-folder', path: folder}];
      return await offerFiles(wanted, offer, {folder: place, name: folder});
    },
  };
}

/** Offers each wanted file that lies in `folder`; messages call the folder by `name`. */
export async function offerFiles(
  wanted: readonly WantedFile[],
  offer: Offer,
  {folder, name}: {folder: string; name: string},
): Promise<SourceFailure[]> {
  const failures: SourceFailure[] = [];
  for (const file of wanted) {
    const path = join(folder, file.file);
    const found = await stat(path).catch(() => undefined);
    const failure = found?.isFile()
      ? await offer(file, path)
      : ({kind: 'no-file', file: file.file, place: name} as const);
    if (failure) failures.push(failure);
  }
  return failures;
}
