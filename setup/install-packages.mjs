import {createHash} from 'node:crypto';
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {missingTool} from './missing-tool.mjs';
import {registryError} from './registry-error.mjs';
import {runCommand} from './run-command.mjs';

/**
 * Whether node_modules holds what package-lock.json asks for, by the stamp of the last time that was checked.
 * @param {string} root
 */
export async function packagesInstalled(root) {
  const stamp = await readFile(stampPath(root), 'utf8').catch(() => undefined);
  return stamp !== undefined && stamp === (await stampText(root));
}

/**
 * Runs `npm ci` unless node_modules holds already what package-lock.json asks for.
 * @param {{root: string, environment: NodeJS.ProcessEnv, progress: import('./progress.mjs').Progress}} context
 */
export async function installPackages({root, environment, progress}) {
  if (await packagesInstalled(root)) return;
  if (!(await npmInstalledThem(root)))
    await progress.during('installing the npm packages (npm ci)', () => npmCi(root, environment));
  await writeFile(stampPath(root), await stampText(root));
}

async function npmCi(root, environment) {
  const {missing, code, output} = await runCommand('npm', ['ci', '--no-progress'], {cwd: root, environment});
  if (missing) throw missingTool('npm');
  if (code !== 0) throw registryError('npm', output, join(root, 'node_modules'));
}

/** Whether npm's own record in node_modules fits: the user may have run `npm install` by hand. */
async function npmInstalledThem(root) {
  const [wanted, present] = await Promise.all([
    readPackages(join(root, 'package-lock.json')),
    readPackages(join(root, 'node_modules', '.package-lock.json')),
  ]);
  if (wanted === undefined || present === undefined) return false;
  const fits = Object.entries(wanted).every(([path, entry]) => {
    const found = present[path];
    if (path === '' || (found === undefined && entry.optional)) return true;
    return found?.version === entry.version && found?.integrity === entry.integrity;
  });
  return fits && Object.keys(present).every((path) => path in wanted);
}

async function readPackages(path) {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text).packages;
}

function stampPath(root) {
  return join(root, 'node_modules', '.retune-installed');
}

async function stampText(root) {
  const lock = await readFile(join(root, 'package-lock.json'));
  const sha256 = createHash('sha256').update(lock).digest('hex');
  return `package-lock.json ${sha256} on ${process.platform} ${process.arch}\n`;
}
