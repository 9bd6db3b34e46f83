import {copyFile, mkdir, readFile, rename, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {ADDON_FILES, addonFolder, BINDING} from './addon.mjs';
import {digestsHold, recordDigests} from './file-digests.mjs';
import {lastLines, runCommand} from './run-command.mjs';
import {SetupError} from './setup-error.mjs';

/** Beside the addon: which one it is. */
const STAMP = 'retune-addon';

/** And which library it links, for the keys of cached results: packages/backend/package.json names it. */
const VERSIONS = 'library.json';

/**
 * The key of the addon that stands in the npm package; undefined where none does, or one that was changed since.
 * @param {string} root
 */
export async function placedAddon(root) {
  const folder = addonFolder(root);
  if (!(await digestsHold(folder, [BINDING, VERSIONS]))) return undefined;
  return await readFile(join(folder, STAMP), 'utf8').catch(() => undefined);
}

/**
 * Puts the built addon into the npm package. By renames, so that a process that uses an earlier one is not
 * disturbed.
 * @param {string} root
 * @param {string} built Its folder in the cache.
 */
export async function placeAddon(root, built) {
  const folder = addonFolder(root);
  await mkdir(folder, {recursive: true});
  for (const name of ADDON_FILES) {
    const temporary = join(folder, `.${name}.${process.pid}`);
    await copyFile(join(built, name), temporary);
    await rename(temporary, join(folder, name));
  }
}

/** Loads the modules that it is given. Of an uncaught error the last lines would be the stack. */
const LOAD = `
  try {
    for (const path of process.argv.slice(1)) require(path);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }`;

/**
 * Notes which addon stands in the package, after a try that it can be loaded.
 * @param {string} root
 * @param {{key: string, files: string[], loadable?: string[], versions: Record<string, string>}} addon Its files;
 *   those that can be loaded, in order, by default all; what its numbers depend on, the same on every machine.
 */
export async function confirmAddon(root, {key, files, loadable = files, versions}) {
  const folder = addonFolder(root);
  const paths = loadable.map((name) => join(folder, name));
  const {code, output} = await runCommand(process.execPath, ['-e', LOAD, ...paths]);
  if (code !== 0)
    throw new SetupError({
      what: "TensorFlow's native library cannot be loaded on this machine.",
      why: 'All training and prediction runs on it.',
      mend: ['What it said:', ...lastLines(output, 12)],
    });
  await writeFile(join(folder, VERSIONS), `${JSON.stringify(versions)}\n`);
  await recordDigests(folder, [...files, VERSIONS]);
  await writeFile(join(folder, STAMP), key);
}
