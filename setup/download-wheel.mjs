import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {mkdir, readdir, rm, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {pipeline} from 'node:stream/promises';
import {missingTool} from './missing-tool.mjs';
import {registryError} from './registry-error.mjs';
import {runCommand} from './run-command.mjs';
import {SetupError} from './setup-error.mjs';

const ATTEMPTS = 3;

/**
 * Downloads a library's Python package with pip into `folder` and checks its sha256; again where a download
 * breaks off or is not what was expected.
 * @param {import('./tensorflow-library.mjs').TensorflowLibrary} library
 * @param {string} folder
 * @param {{environment: NodeJS.ProcessEnv, progress: import('./progress.mjs').Progress}} context
 * @returns {Promise<string>} The file's path.
 */
export async function downloadWheel(library, folder, context) {
  for (let attempt = 1; ; attempt++)
    try {
      return await context.progress.during(
        `downloading ${library.title} (${library.megabytes} MB)`,
        (update) => downloadOnce(library, folder, context.environment, update),
      );
    } catch (error) {
      if (!(error instanceof SetupError && error.again) || attempt === ATTEMPTS) throw error;
      context.progress.note(
        `the download is not whole; again from the start (${attempt + 1} of ${ATTEMPTS})`,
      );
    }
}

async function downloadOnce(library, folder, environment, update) {
  await rm(folder, {recursive: true, force: true});
  await mkdir(folder, {recursive: true});
  const watching = setInterval(async () => {
    update(`${Math.round((await bytesIn(folder)) / 1e6)} of ${library.megabytes} MB`);
  }, 1000);
  try {
    await runPip(library, folder, environment);
  } finally {
    clearInterval(watching);
  }
  const wheel = join(folder, library.wheel);
  await requireSha256(library, wheel);
  return wheel;
}

async function runPip(library, folder, environment) {
  const where = ['--dest', folder, '--no-cache-dir', '--progress-bar', 'off'];
  const what = ['--no-deps', '--only-binary=:all:', ...library.pipOptions, library.requirement];
  const {missing, code, output} = await runCommand('python3', ['-m', 'pip', 'download', ...where, ...what], {
    environment: {
      ...environment,
      TMPDIR: folder, // pip's own temporary files: the system's /tmp may be small
      PIP_DISABLE_PIP_VERSION_CHECK: '1',
      PIP_REQUIRE_VIRTUALENV: '0', // nothing is installed, so no virtual environment is needed
    },
  });
  if (missing) throw missingTool('python3');
  if (/No module named '?pip/.test(output)) throw missingTool('pip');
  if (code !== 0) throw registryError('pip', output, folder);
}

async function requireSha256(library, wheel) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(wheel), hash);
  const found = hash.digest('hex');
  if (found === library.sha256) return;
  throw new SetupError({
    what: `${library.wheel} is not the file that was expected.\n  sha256 expected: ${library.sha256}\n  sha256 found:    ${found}`,
    why: 'Only a file whose content is known is run on this machine.',
    mend: [
      'A mirror or a proxy may have changed it. Which index pip asks:  python3 -m pip config list; env | grep PIP_',
    ],
    again: true,
  });
}

async function bytesIn(folder) {
  const entries = await readdir(folder, {recursive: true}).catch(() => []);
  const sizes = entries.map((name) =>
    stat(join(folder, name)).then(
      ({size}) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
