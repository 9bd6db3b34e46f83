import type {Stats} from 'node:fs';
import {stat, statfs} from 'node:fs/promises';

/** File systems whose files the kernel makes up while they are read: sizes lie, and some reads never end. */
const KERNEL_FILE_SYSTEMS: ReadonlySet<number> = new Set([
  0x9fa0, // proc
  0x62656572, // sysfs
  0x64626720, // debugfs
  0x74726163, // tracefs
  0x73636673, // securityfs
]);

/**
 * What a path that a user names is, such as `a named pipe`, where it is neither a regular file nor a folder nor a
 * link to one of them: reading it could wait for ever. Undefined for those, and where nothing is there. Rejects
 * with the system's error where that cannot be found out.
 */
export async function specialFile(path: string): Promise<string | undefined> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (found === undefined) return undefined;
  if (!found.isFile() && !found.isDirectory()) return deviceName(found);
  const {type} = await statfs(path);
  return KERNEL_FILE_SYSTEMS.has(type) ? 'made up by the kernel while it is read' : undefined;
}

function deviceName(found: Stats): string {
  if (found.isFIFO()) return 'a named pipe';
  return found.isSocket() ? 'a socket' : 'a device';
}
