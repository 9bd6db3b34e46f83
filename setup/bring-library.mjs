import {mkdir, rename, rm, statfs} from 'node:fs/promises';
import {join} from 'node:path';
import {temporaryFolder} from './cache-folder.mjs';
import {downloadWheel} from './download-wheel.mjs';
import {digestsHold, recordDigests} from './file-digests.mjs';
import {diskFull} from './setup-error.mjs';
import {extractZipEntry, readZipEntries} from './zip-file.mjs';

/**
 * Where a library lies in the cache. Those of earlier versions of this project, without digests, lie beside it.
 * @param {string} cache
 * @param {import('./tensorflow-library.mjs').TensorflowLibrary} library
 */
export function libraryPlace(cache, library) {
  return join(cache, `${library.name}-with-digests`);
}

/**
 * Whether all files of the library are there, and as they were unpacked.
 * @param {string} cache
 * @param {import('./tensorflow-library.mjs').TensorflowLibrary} library
 */
export async function libraryIsWhole(cache, library) {
  const files = library.parts.filter((part) => !part.endsWith('/'));
  return await digestsHold(libraryPlace(cache, library), files);
}

/**
 * Brings the library into the cache, unless it is there; published by a rename when whole.
 * @param {import('./tensorflow-library.mjs').TensorflowLibrary} library
 * @param {{cache: string, environment: NodeJS.ProcessEnv, progress: import('./progress.mjs').Progress}} context
 * @returns {Promise<string>} Its folder.
 */
export async function bringLibrary(library, context) {
  const place = libraryPlace(context.cache, library);
  if (await libraryIsWhole(context.cache, library)) return place;
  const temporary = temporaryFolder(place);
  await mkdir(temporary, {recursive: true});
  try {
    await requireSpace(temporary, library);
    const wheel = await downloadWheel(library, join(temporary, 'wheel'), context);
    const unpacked = join(temporary, 'library');
    await context.progress.during(`unpacking it to ${place}`, (update) =>
      unpack(library, wheel, unpacked, update),
    );
    await rm(place, {recursive: true, force: true});
    await rename(unpacked, place);
  } finally {
    await rm(temporary, {recursive: true, force: true});
  }
  return place;
}

async function unpack(library, wheel, target, update) {
  const wanted = (await readZipEntries(wheel)).filter(({name}) =>
    library.parts.some((part) => (part.endsWith('/') ? name.startsWith(part) : name === part)),
  );
  const files = wanted.filter(({name}) => !name.endsWith('/'));
  const megabytes = (bytes) => Math.round(bytes / 1e6);
  const total = files.reduce((sum, {size}) => sum + size, 0);
  let written = 0;
  const onBytes = (bytes) => {
    written += bytes;
    update(`${megabytes(written)} of ${megabytes(total)} MB`);
  };
  for (const entry of files) await extractZipEntry(wheel, entry, join(target, entry.name), onBytes);
  await recordDigests(
    target,
    files.map(({name}) => name),
  );
}

async function requireSpace(folder, library) {
  const {bavail, bsize} = await statfs(folder);
  if (bavail * bsize < library.megabytesWhileUnpacking * 1e6) throw diskFull(folder);
}
