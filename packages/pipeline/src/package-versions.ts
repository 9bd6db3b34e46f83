import {existsSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';

interface InstalledPackage {
  version?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/** Gives the versions of npm packages and of all that they depend on. */
export type InstalledVersions = (names: readonly string[]) => Record<string, string>;

/**
 * Versions as installed: what a stage's code may run. A package that stands in several versions has them
 * joined by a comma. Stages share most of their packages, so each is read once in the life of the reader.
 */
export function installedVersions(workspaceRoot: string): InstalledVersions {
  const find = remembered(findPackage);
  const read = remembered(readInstalled);
  return (names) => versionsOf(names, workspaceRoot, find, read);
}

function versionsOf(
  names: readonly string[],
  workspaceRoot: string,
  find: typeof findPackage,
  read: typeof readInstalled,
): Record<string, string> {
  const versions = new Map<string, Set<string>>();
  const seen = new Set<string>();
  const visit = (name: string, from: string): void => {
    const folder = find(name, from);
    // An optional dependency of another platform is not installed.
    if (folder === undefined || seen.has(folder)) return;
    seen.add(folder);
    const {version = 'unknown', dependencies, optionalDependencies} = read(folder);
    versions.set(name, (versions.get(name) ?? new Set()).add(version));
    for (const dependency of Object.keys({...dependencies, ...optionalDependencies}))
      visit(dependency, folder);
  };
  for (const name of names) visit(name, workspaceRoot);
  const sorted = [...versions].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, found]) => [name, [...found].sort().join(',')]));
}

function findPackage(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}

function readInstalled(folder: string): InstalledPackage {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as InstalledPackage;
}

/** The same function, asked once for the same arguments. */
function remembered<Arguments extends string[], Value>(
  ask: (...args: Arguments) => Value,
): (...args: Arguments) => Value {
  const known = new Map<string, Value>();
  return (...args) => {
    const key = args.join('\0');
    if (!known.has(key)) known.set(key, ask(...args));
    return known.get(key) as Value;
  };
}
