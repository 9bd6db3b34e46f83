// What a disk or a user's rights refuse, in words: no fault of the code, so nobody needs its stack.
import {existsSync, lstatSync} from 'node:fs';
import {dirname, sep} from 'node:path';

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
      return danglingLinkText(path) ?? `${path}: a file lies where a folder is needed\n  Move it away.`;
    case 'ENOENT':
      // Of mkdir, what Node says where a folder above is read-only.
      return (
        danglingLinkText(path) ??
        (syscall === 'mkdir'
          ? `${path}: the folder cannot be made in the one above it\n  ${noRights}`
          : undefined)
      );
    default:
      return code === undefined || faults[code] === undefined
        ? undefined
        : `${path}: ${faults[code].what}\n  ${faults[code].mend}`;
  }
}

/** @type {Record<string, {what: string, mend: string}>} */
const faults = {
  EISDIR: {what: 'a folder lies where a file is needed', mend: 'Move it away.'},
  ELOOP: {what: 'it is, or lies behind, a link that leads back to itself', mend: 'Remove that link.'},
  ENAMETOOLONG: {what: 'its name or path is too long for the file system', mend: 'Give it a shorter one.'},
  EIO: {
    what: 'the disk failed to read or write it',
    mend: 'Check the disk, or the network it is reached by.',
  },
  ESTALE: {what: 'the network disk no longer knows it', mend: 'Mount the disk again.'},
  EMFILE: {what: 'this process has too many files open', mend: 'Allow more by ulimit -n, such as 4096.'},
  ENFILE: {what: 'the system has too many files open', mend: 'End other programs, or raise fs.file-max.'},
  ETXTBSY: {what: 'it is a program that is running', mend: 'End that program.'},
  ERR_INVALID_ARG_VALUE: {what: 'its path holds a NUL sign', mend: 'Take that sign out.'},
};

/**
 * What is wrong with a path that cannot be read, such as "it is a link that leads back to itself".
 * @param {string} code the system's
 */
export function readFaultText(code) {
  if (code === 'EACCES' || code === 'EPERM') return 'this user has no right to read it';
  return faults[code]?.what ?? `the system says ${code}`;
}

/** Where the path leads through a link to what does not exist. @param {string} path */
function danglingLinkText(path) {
  for (let part = path; part !== dirname(part); part = dirname(part))
    if (isLink(part) && !existsSync(part))
      return `${part}: this link leads to nothing\n  Make the folder that it leads to, or remove the link.`;
  return undefined;
}

function isLink(/** @type {string} */ path) {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

function isRead(/** @type {string} */ syscall, /** @type {string} */ path) {
  return (
    ['open', 'scandir', 'stat'].includes(syscall) && !path.split(sep).some((part) => WRITTEN.includes(part))
  );
}
