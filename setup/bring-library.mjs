import {mkdir, readFile, rename, rm, stat, statfs, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {temporaryFolder} from './cache-folder.mjs';
import {downloadWheel} from './download-wheel.mjs';
import {diskFull} from './setup-error.mjs';
import {extractZipEntry, readZipEntries} from './zip-file.mjs';

/** The sizes of the files, so that a folder with a file missing or cut short is seen. */
const CONTENTS = 'contents.json';

/**
 * Whether all files of the library are there, in their sizes.
 * @param {string} folder
 */
export async function libraryIsWhole(folder) {
  const contents = await readFile(join(folder, CONTENTS), 'utf8')
    .then(JSON.parse)
    .catch(() => undefined);
  if (contents === undefined) return false;
  const checks = Object.entries(contents).map(([name, size]) =>
    stat(join(folder, name)).then(
      (found) => found.size === size,
      () => false,
    ),
  );
  return (await Promise.all(checks)).every(Boolean);
}

/**
 * Brings the library into the cache, unless it is there; published by a rename when whole.
 * @param {import('./tensorflow-library.mjs').TensorflowLibrary} library
 * @param {{cache: string, environment: NodeJS.ProcessEnv, progress: import('./progress.mjs').Progress}} context
 * @returns {Promise<string>} Its folder.
 */
export async function bringLibrary(library, context) {
  const place = join(context.cache, library.name);
  if (await libraryIsWhole(place)) return place;
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
  const contents = Object.fromEntries(files.map(({name, size}) => [name, size]));
  await writeFile(join(target, CONTENTS), JSON.stringify(contents, undefined, 1));
}

async function requireSpace(folder, library) {
  const {bavail, bsize} = await statfs(folder);
  if (bavail * bsize < library.megabytesWhileUnpacking * 1e6) throw diskFull(folder);
}
