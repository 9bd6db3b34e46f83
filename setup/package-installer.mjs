import {rm} from 'node:fs/promises';
import {delimiter, dirname, join} from 'node:path';
import {addonFolder, BINDING, FUSED_ADAMW, packageFolder} from './addon.mjs';
import {lastLines, runCommand} from './run-command.mjs';
import {SetupError} from './setup-error.mjs';

/** What stands for the addon's key where the npm package's own installer brought it. */
export const BY_PACKAGE_INSTALLER = 'package-installer';

const TIMEOUT = 15 * 60_000;

/**
 * Runs the own installer of the npm package, which downloads an older TensorFlow for the CPU from the open
 * internet and a built addon, or builds one. Throws a {@link SetupError} where it fails.
 * @param {{root: string, environment: NodeJS.ProcessEnv, progress: import('./progress.mjs').Progress}} context
 */
export async function runPackageInstaller({root, environment, progress}) {
  // The installer would take the binding for its own; the operation is for another library than it brings.
  for (const name of [BINDING, FUSED_ADAMW]) await rm(join(addonFolder(root), name), {force: true});
  const programs = [join(root, 'node_modules', '.bin'), dirname(process.execPath), environment.PATH ?? ''];
  await progress.during('running the own installer of @tensorflow/tfjs-node-gpu', async () => {
    const {code, output} = await runCommand(process.execPath, ['scripts/install.js', 'cpu', 'download'], {
      cwd: packageFolder(root),
      environment: {...environment, PATH: programs.join(delimiter)},
      timeout: TIMEOUT,
    });
    if (code !== 0) throw installerFailed(output);
  });
}

function installerFailed(output) {
  return new SetupError({
    what: "the own installer of @tensorflow/tfjs-node-gpu failed to bring TensorFlow's native library.",
    why: 'All training and prediction runs on it; the installer needs the open internet.',
    mend: ['Its last lines:', ...lastLines(output)],
  });
}
