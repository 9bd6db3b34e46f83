import {join} from 'node:path';
import {ADDON_FILES, addonRecipe, BINDING, FUSED_ADAMW} from './addon.mjs';
import {bringLibrary, libraryIsWhole} from './bring-library.mjs';
import {addonIsBuilt, buildAddon, builtAddonFolder} from './build-addon.mjs';
import {removeLeftovers} from './cache-folder.mjs';
import {findCompiler} from './compiler.mjs';
import {withLock} from './lock.mjs';
import {BY_PACKAGE_INSTALLER, runPackageInstaller} from './package-installer.mjs';
import {confirmAddon, placeAddon, placedAddon} from './place-addon.mjs';
import {SetupError, writingTo} from './setup-error.mjs';

/**
 * @typedef {object} Context
 * @property {string} root The clone.
 * @property {string} cache
 * @property {NodeJS.ProcessEnv} environment
 * @property {import('./tensorflow-library.mjs').TensorflowLibrary} [library] The one for this system, if any.
 * @property {import('./progress.mjs').Progress} progress
 */

const addonOfPackageInstaller = {
  key: BY_PACKAGE_INSTALLER,
  files: [BINDING],
  versions: {libtensorflow: BY_PACKAGE_INSTALLER},
};

/**
 * Whether the addon stands in its package and the library it links in the cache, both by their digests.
 * @param {Context} context
 */
export async function tensorflowInstalled(context) {
  const placed = await placedAddon(context.root);
  if (placed === undefined || placed === BY_PACKAGE_INSTALLER) return placed !== undefined;
  const {library} = context;
  if (library === undefined) return false;
  const [recipe, whole] = await Promise.all([
    addonRecipe(context, library),
    libraryIsWhole(context.cache, library),
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
  const {root, library, progress} = context;
  if (library === undefined) {
    progress.note('for this system there is only the TensorFlow of the npm package itself, an older one');
    await runPackageInstaller(context);
    return await confirmAddon(root, addonOfPackageInstaller);
  }
  try {
    await buildOnLibrary(context, library);
  } catch (error) {
    if (!(error instanceof SetupError && error.tool !== undefined)) throw error;
    progress.note(`${error.tool} is missing; trying the package's own installer first`);
    await runPackageInstaller(context).catch(() => {
      throw error; // the tool's absence is what the user can mend
    });
    await confirmAddon(root, addonOfPackageInstaller);
  }
}

async function buildOnLibrary(context, library) {
  const {root, cache, environment, progress} = context;
  const recipe = await addonRecipe(context, library);
  const onWait = ({pid}) => progress.note(`waiting for the set-up of another clone (process ${pid})`);
  await withLock(join(cache, 'setup.lock'), {onWait}, async () => {
    await removeLeftovers(cache);
    // Looked for before the library is downloaded, which takes long.
    const compile = (await addonIsBuilt(recipe, cache)) ? undefined : await findCompiler(environment);
    await writingTo(cache, async () => {
      await bringLibrary(library, context);
      if (compile) await buildAddon(recipe, compile, context);
    });
  });
  await writingTo(root, () => placeAddon(root, builtAddonFolder(recipe, cache)));
  const versions = {libtensorflow: library.name, fusedAdamW: recipe.adamWDigest};
  await confirmAddon(root, {key: recipe.key, files: ADDON_FILES, loadable: [BINDING, FUSED_ADAMW], versions});
}
