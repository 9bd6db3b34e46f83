// Before all tests: brings the Node 24 that some of them run on. Where it cannot be had they skip.
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const folder = fileURLToPath(new URL('node-24', import.meta.url));

export default function installNode24() {
  if (process.platform !== 'linux' || process.arch !== 'x64' || existsSync(`${folder}/node_modules`)) return;
  const {status} = spawnSync('npm', ['ci', '--ignore-scripts'], {cwd: folder, stdio: 'ignore'});
  if (status !== 0) console.warn('Node 24 could not be installed: its tests skip.');
}
