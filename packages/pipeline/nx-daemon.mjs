// With NX_DAEMON=true Nx's daemon runs the plugin, in a process without the terminal of the run: heading, table
// and warnings would be lost. So a run switches the daemon off for its workspace, by the mark with which Nx itself
// does so; `nx reset` takes it away. The run that finds itself on the daemon is the last one there.
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';

const REASON = 'Pipelines are run without the daemon, which has no terminal to print to.\n';

/** Whether this process is Nx's daemon. */
export function isOnDaemon() {
  return /** @type {{NX_DAEMON?: boolean}} */ (globalThis).NX_DAEMON === true;
}

/** Switches the daemon off for the workspace, from its next run on. @param {string} workspaceRoot */
export function switchDaemonOff(workspaceRoot) {
  const folder = join(dataFolder(workspaceRoot), 'd');
  const mark = join(folder, 'disabled');
  if (existsSync(mark)) return;
  mkdirSync(folder, {recursive: true});
  writeFileSync(mark, REASON);
}

/** Where Nx keeps what it knows of the workspace. @param {string} workspaceRoot */
function dataFolder(workspaceRoot) {
  try {
    const load = createRequire(join(workspaceRoot, 'package.json'));
    return load('nx/src/utils/cache-directory').workspaceDataDirectoryForWorkspace(workspaceRoot);
  } catch {
    return join(workspaceRoot, '.nx/workspace-data');
  }
}

/**
 * Prints where the process that runs this command in this workspace does, behind what it has printed. False where
 * its output cannot be found or opened, such as a socket.
 * @param {string} text
 * @param {readonly string[]} argv of that process
 * @param {string} workspaceRoot
 */
export function printInRun(text, argv, workspaceRoot) {
  const output = openOutputOf(argv, workspaceRoot);
  if (output === undefined) return false;
  try {
    writeSync(output, text);
  } finally {
    // Who reads it would wait for its end as long as the daemon lives.
    closeSync(output);
  }
  return true;
}

function openOutputOf(/** @type {readonly string[]} */ argv, /** @type {string} */ workspaceRoot) {
  const wanted = argv.slice(2).join('\0');
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      if (!command.includes('nx') || !command.endsWith(`\0${wanted}\0`)) continue;
      if (readlinkSync(`/proc/${pid}/cwd`).startsWith(workspaceRoot))
        return openSync(`/proc/${pid}/fd/1`, 'a');
    } catch {
      // It has ended, or is another user's.
    }
  }
  return undefined;
}
