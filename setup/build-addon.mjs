import {mkdir, rename, rm} from 'node:fs/promises';
import {basename, join} from 'node:path';
import {ADDON_FILES, BINDING, FUSED_ADAMW, STDERR_GATE} from './addon.mjs';
import {temporaryFolder} from './cache-folder.mjs';
import {digestsHold, recordDigests} from './file-digests.mjs';

/** @typedef {import('./compiler.mjs').Compile} Compile */

/**
 * Builds the addon into the cache; published by a rename when whole.
 * @param {import('./addon.mjs').AddonRecipe} recipe
 * @param {Compile} compile
 * @param {{cache: string, progress: import('./progress.mjs').Progress}} context
 */
export async function buildAddon(recipe, compile, {cache, progress}) {
  const place = builtAddonFolder(recipe, cache);
  const temporary = temporaryFolder(place);
  await mkdir(temporary, {recursive: true});
  try {
    await progress.during('building the addon that joins Node and TensorFlow', () =>
      Promise.all([
        buildBinding(recipe, compile, temporary),
        buildAdamW(recipe, compile, temporary),
        buildGate(recipe, compile, temporary),
      ]),
    );
    await recordDigests(temporary, ADDON_FILES);
    await rm(place, {recursive: true, force: true});
    await rename(temporary, place);
  } finally {
    await rm(temporary, {recursive: true, force: true});
  }
}

/**
 * @param {import('./addon.mjs').AddonRecipe} recipe
 * @param {string} cache
 */
export function builtAddonFolder(recipe, cache) {
  return join(cache, `tfjs-addon-${recipe.key}`);
}

/**
 * Whether the cache holds the addon as it was built.
 * @param {import('./addon.mjs').AddonRecipe} recipe
 * @param {string} cache
 */
export async function addonIsBuilt(recipe, cache) {
  return await digestsHold(builtAddonFolder(recipe, cache), ADDON_FILES);
}

async function buildBinding(recipe, compile, target) {
  const {flags, bindingSources} = recipe;
  const objects = await Promise.all(
    bindingSources.map(async (source) => {
      const object = join(target, `${basename(source)}.o`);
      await compile([...flags, '-c', source, '-o', object]);
      return object;
    }),
  );
  await compile(['-shared', ...objects, ...linking(recipe), '-o', join(target, BINDING)]);
  await Promise.all(objects.map((object) => rm(object)));
}

async function buildAdamW(recipe, compile, target) {
  const input = [...recipe.flags, ...recipe.arithmeticFlags, '-shared', recipe.adamWSource];
  await compile([...input, ...linking(recipe), '-o', join(target, FUSED_ADAMW)]);
}

function linking({libraryFolder, link}) {
  return ['-L', libraryFolder, ...link.map((name) => `-l:${name}`), `-Wl,-rpath,${libraryFolder}`];
}

async function buildGate({flags, gateSource}, compile, target) {
  await compile([...flags, '-shared', gateSource, '-o', join(target, STDERR_GATE)]);
}
