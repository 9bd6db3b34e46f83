import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {cacheFolder} from './cache-folder.mjs';
import {installPackages, packagesInstalled} from './install-packages.mjs';
import {installTensorflow, tensorflowInstalled} from './install-tensorflow.mjs';
import {withLock} from './lock.mjs';
import {Progress} from './progress.mjs';
import {asSetupError} from './setup-error.mjs';
import {libraryFor, thisSystem} from './tensorflow-library.mjs';

/** Sets this clone up; tells how it goes, and leaves exit code 1 where it fails. */
export async function main() {
  const environment = process.env;
  try {
    await runSetup({
      root: join(dirname(fileURLToPath(import.meta.url)), '..'),
      cache: cacheFolder(environment),
      environment,
      library: libraryFor(thisSystem()),
      progress: new Progress({output: process.stdout}),
    });
  } catch (error) {
    process.exitCode = 1;
    console.error(asSetupError(error)?.message ?? error);
  }
}

/**
 * Installs the npm packages and TensorFlow's library where they are missing. Two at once do it one after the
 * other; where nothing is missing it takes no lock and says nothing.
 * @param {import('./install-tensorflow.mjs').Context} context
 */
export async function runSetup(context) {
  const {root, progress} = context;
  if ((await packagesInstalled(root)) && (await tensorflowInstalled(context))) return;
  const onWait = ({pid}) => progress.note(`waiting for another set-up of this clone (process ${pid})`);
  await withLock(join(root, '.retune', 'setup.lock'), {onWait}, async () => {
    await installPackages(context);
    await installTensorflow(context);
  });
}
