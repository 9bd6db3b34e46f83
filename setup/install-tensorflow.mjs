import {join} from 'node:path';
import {addonRecipe} from './addon.mjs';
import {bringLibrary, libraryIsWhole} from './bring-library.mjs';
import {buildAddon} from './build-addon.mjs';
import {removeLeftovers} from './cache-folder.mjs';
import {withLock} from './lock.mjs';
import {BY_PACKAGE_INSTALLER, runPackageInstaller} from './package-installer.mjs';
import {confirmAddon, placeAddon, placedAddon} from './place-addon.mjs';
import {SetupError} from './setup-error.mjs';
import {libraryFor} from './tensorflow-library.mjs';

/**
 * @typedef {object} Context
 * @property {string} root The clone.
 * @property {string} cache
 * @property {NodeJS.ProcessEnv} environment
 * @property {import('./tensorflow-library.mjs').System} system
 * @property {import('./progress.mjs').Progress} progress
 */

/**
 * Whether the addon stands in its package and the library it links is whole.
 * @param {Context} context
 */
export async function tensorflowInstalled(context) {
  const placed = await placedAddon(context.root);
  if (placed === undefined || placed === BY_PACKAGE_INSTALLER) return placed !== undefined;
  const library = libraryFor(context.system);
  if (library === undefined) return false;
  const [recipe, whole] = await Promise.all([
    addonRecipe(context, library),
    libraryIsWhole(join(context.cache, library.name)),
  ]);
  return whole && placed === recipe.key;
}

/**
 * Brings TensorFlow's library and builds the addon that joins it to Node. Where there is no library for this
 * system, or a tool is missing, the npm package's own installer is tried.
 * @param {Context} context
 */
export async function installTensorflow(context) {
  if (await tensorflowInstalled(context)) return;
  const {root, system, progress} = context;
  const library = libraryFor(system);
  if (library === undefined) {
    progress.note(
      `there is no TensorFlow of ours for ${system.platform} ${system.arch}; the package's own it is`,
    );
    await runPackageInstaller(context);
    return await confirmAddon(root, BY_PACKAGE_INSTALLER);
  }
  try {
    await buildOnLibrary(context, library);
  } catch (error) {
    if (!(error instanceof SetupError && error.tool !== undefined)) throw error;
    progress.note(`${error.tool} is missing; trying the package's own installer first`);
    await runPackageInstaller(context).catch(() => {
      throw error; // the tool's absence is what the user can mend
    });
    await confirmAddon(root, BY_PACKAGE_INSTALLER);
  }
}

async function buildOnLibrary(context, library) {
  const {root, cache, progress} = context;
  const onWait = ({pid}) => progress.note(`waiting for the set-up of another clone (process ${pid})`);
  const built = await withLock(join(cache, 'setup.lock'), {onWait}, async () => {
    await removeLeftovers(cache);
    await bringLibrary(library, context);
    return await buildAddon(await addonRecipe(context, library), context);
  });
  await placeAddon(root, built);
  await confirmAddon(root, (await addonRecipe(context, library)).key);
}
