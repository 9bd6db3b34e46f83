// What a disk or a user's rights refuse, in words: no fault of the code, so nobody needs its stack.
import {sep} from 'node:path';

/** Folders that a run writes to; what lies elsewhere is only read. */
const WRITTEN = ['.retune', '.nx', 'artifacts'];

/**
 * The file, what is wrong and the mend; undefined where the error is another one.
 * @param {unknown} error
 * @param {string} folder named where the error names no file
 */
export function fileFaultText(error, folder) {
  const {code, syscall = '', path = folder} = /** @type {NodeJS.ErrnoException} */ (error ?? {});
  const noRights = 'Make it writable for this user, or run in a copy of the workspace elsewhere.';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `${path}: the disk is full\n  Free some space and run the same command again.`;
    case 'EROFS':
      return `${path}: the file system is read-only\n  ${noRights}`;
    case 'EACCES':
    case 'EPERM':
      return isRead(syscall, path)
        ? `${path}: this user has no right to read it\n  Give yourself that right.`
        : `${path}: this user has no right to it\n  ${noRights}`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${path}: a file lies where a folder is needed\n  Move it away.`;
    case 'ENOENT':
      // What Node says where a folder above is read-only.
      if (syscall !== 'mkdir') return undefined;
      return `${path}: the folder cannot be made in the one above it\n  ${noRights}`;
    default:
      return undefined;
  }
}

function isRead(/** @type {string} */ syscall, /** @type {string} */ path) {
  return (
    ['open', 'scandir', 'stat'].includes(syscall) && !path.split(sep).some((part) => WRITTEN.includes(part))
  );
}
