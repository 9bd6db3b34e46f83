// Nx keeps records of its tasks in an SQLite database, and makes the tables only together with the file. A first
// run that is killed in between, or ended by a full disk, leaves a file without tables, and no later run would
// work. So the database is tried before Nx uses it; where the file is gone Nx makes another.
import {readdirSync, rmSync, statSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, relative} from 'node:path';

/** What SQLite says of a file that lacks what belongs in it. A locked one or a full disk is another matter. */
const DAMAGE = /no such table|not a database|malformed/;

/**
 * @typedef {object} NxParts what this needs of Nx
 * @property {string} folder where the database lies
 * @property {() => unknown} connect opens it, and makes it where there is none
 * @property {(connection: unknown) => void} read reads its tables; throws where it cannot
 * @property {() => void} disconnect closes what `connect` opened
 */

/**
 * Removes a database that was left unfinished or was damaged, and says so. Results in Nx's cache that only the
 * database knew are made again.
 * @param {(text: string) => void} tell
 */
export function removeBrokenDatabase(tell) {
  const nx = nxParts();
  const files = nx === undefined ? [] : databaseFiles(nx.folder);
  if (nx === undefined || files.length === 0 || !isBroken(nx)) return;
  nx.disconnect();
  for (const {path, inode} of files) {
    // Another run may have made it again in between.
    if (statSync(path, {throwIfNoEntry: false})?.ino !== inode) continue;
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(path + end, {force: true});
    tell(
      `${relative(process.cwd(), path)}: Nx's database lacks tables, as when a run is ended while it makes them. It is made again.\n`,
    );
  }
}

/** @returns {NxParts | undefined} undefined where this Nx has other parts */
function nxParts() {
  const load = createRequire(import.meta.url);
  try {
    const {workspaceDataDirectory: folder} = load('nx/src/utils/cache-directory');
    const {getLocalDbConnection: connect, removeDbConnections: disconnect} = load(
      'nx/src/utils/db-connection',
    );
    const {NxTaskHistory} = load('nx/src/native');
    return {
      folder,
      connect,
      disconnect,
      read: (connection) =>
        new NxTaskHistory(connection).getEstimatedTaskTimings([{project: '', target: ''}]),
    };
  } catch {
    return undefined;
  }
}

/** Whether a table is missing. @param {NxParts} nx */
function isBroken({connect, read}) {
  try {
    read(connect());
    return false;
  } catch (error) {
    return DAMAGE.test(String(error));
  }
}

/** @param {string} folder */
function databaseFiles(folder) {
  if (statSync(folder, {throwIfNoEntry: false}) === undefined) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.db'))
    .map((name) => join(folder, name))
    .map((path) => ({path, inode: statSync(path).ino}));
}
