// Node looks for the packages that code imports from where the code really lies. Where `.retune` is a link to
// elsewhere, a link beside the compiled code leads back to the workspace's packages.
import {readlinkSync, realpathSync, rmSync, symlinkSync} from 'node:fs';
import {join, relative} from 'node:path';

/** @param {string} folder that of the compiled code @param {string} workspaceRoot */
export function linkPackages(folder, workspaceRoot) {
  const [real, root] = [realpathSync(folder), realpathSync(workspaceRoot)];
  const link = join(real, 'node_modules');
  const packages = join(root, 'node_modules');
  if (!relative(root, real).startsWith('..') || leadsTo(link, packages)) return;
  rmSync(link, {force: true});
  symlinkSync(packages, link);
}

function leadsTo(/** @type {string} */ link, /** @type {string} */ path) {
  try {
    return readlinkSync(link) === path;
  } catch {
    return false;
  }
}
