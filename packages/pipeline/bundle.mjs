// Compiles TypeScript entries into one JavaScript file each, named by the digest of its content. The digest
// is the key of "this code": it changes when the code that would run changes, and with nothing else. Comments,
// tests and files that are not imported are no part of it.
import {createHash} from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {isBuiltin} from 'node:module';
import {dirname, join, relative, resolve, sep} from 'node:path';
import {linkPackages} from './linked-packages.mjs';

/**
 * @typedef {{name: string, code: string}} Entry `code` is a line or two that import what is to be compiled.
 * @typedef {object} Bundle
 * @property {string} name the entry's
 * @property {string} path absolute path of the compiled file
 * @property {string} digest sha256 of the code, hexadecimal
 * @property {Record<string, string>} sources source file to sha256, relative to the workspace
 * @property {Record<string, string>} packageFiles package.json of each source's package, to sha256: they decide
 *   how imports resolve
 * @property {string[]} packages npm packages that the code imports and that stay outside the file
 * @typedef {Omit<Bundle, 'path'> & {entry: string}} Remembered
 */

/**
 * JavaScript installed in node_modules stays outside; all other code, workspace packages included, goes in.
 * Results are remembered in `.retune/bundles`, so nothing is compiled while no source file changes.
 * @param {Entry[]} entries
 * @param {string} workspaceRoot
 * @returns {Promise<Bundle[]>} in the order of the entries; rejects with esbuild's errors
 */
export async function bundle(entries, workspaceRoot) {
  const folder = join(workspaceRoot, '.retune', 'bundles');
  const current = digestReader(workspaceRoot);
  const bundles = await Promise.all(
    entries.map(async (entry) => {
      const memory = join(folder, `${entry.name}.json`);
      const known = readRemembered(memory);
      if (known && isFresh(known, entry, folder, current)) return {...known, path: outputPath(folder, known)};
      const made = await compile(entry, workspaceRoot, folder, current);
      writeAtomically(memory, JSON.stringify(made));
      return {...made, path: outputPath(folder, made)};
    }),
  );
  if (bundles.length > 0) linkPackages(folder, workspaceRoot);
  return bundles;
}

/** @param {string} workspaceRoot @returns {(file: string) => string} sha256 of a file, read once a call */
function digestReader(workspaceRoot) {
  const known = new Map();
  return (file) => {
    if (!known.has(file)) {
      const path = resolve(workspaceRoot, file);
      known.set(file, existsSync(path) ? sha256(readFileSync(path)) : 'missing');
    }
    return known.get(file);
  };
}

/** @param {string} file @returns {Remembered | undefined} */
function readRemembered(file) {
  try {
    const known = JSON.parse(readFileSync(file, 'utf8'));
    const isKnown = typeof known?.digest === 'string' && [known.sources, known.packageFiles].every(isRecord);
    return isKnown && Array.isArray(known.packages) ? known : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(/** @type {unknown} */ value) {
  return typeof value === 'object' && value !== null;
}

/** @param {Remembered} known @param {Entry} entry @param {string} folder @param {(file: string) => string} current */
function isFresh(known, entry, folder, current) {
  if (known.entry !== entry.code || !isWhole(outputPath(folder, known), known.digest)) return false;
  return Object.entries({...known.sources, ...known.packageFiles}).every(
    ([file, digest]) => current(file) === digest,
  );
}

/** Whether the compiled code is there as it was compiled. @param {string} path @param {string} digest */
function isWhole(path, digest) {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return sha256(text.slice(0, text.lastIndexOf(MAP_COMMENT))) === digest;
}

/**
 * @param {Entry} entry @param {string} workspaceRoot @param {string} folder
 * @param {(file: string) => string} current
 * @returns {Promise<Remembered>}
 */
async function compile(entry, workspaceRoot, folder, current) {
  const {build} = await import('esbuild');
  // The clock of a file system may lag behind by some milliseconds.
  const started = Date.now() - 20;
  const result = await build({
    stdin: {contents: entry.code, resolveDir: workspaceRoot, loader: 'ts'},
    absWorkingDir: workspaceRoot,
    outfile: join(folder, `${entry.name}.mjs`),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'external',
    metafile: true,
    write: false,
    logLevel: 'silent',
    plugins: [installedPackagesStayOutside],
  });
  const map = result.outputFiles.find(isMap);
  const code = result.outputFiles.find((file) => !isMap(file));
  if (map === undefined || code === undefined)
    throw new Error('Internal error: esbuild gave no code or no map');
  const digest = sha256(code.contents);
  const files = Object.keys(result.metafile.inputs).filter((file) => file !== '<stdin>');
  // One edited meanwhile may not be what was compiled; the next run compiles again.
  const compiledDigest = (/** @type {string} */ file) =>
    isOlder(resolve(workspaceRoot, file), started) ? current(file) : 'edited';
  const made = {
    name: entry.name,
    entry: entry.code,
    digest,
    sources: Object.fromEntries(files.map((file) => [file, compiledDigest(file)])),
    packageFiles: Object.fromEntries(
      packageFilesOf(files, workspaceRoot).map((file) => [file, compiledDigest(file)]),
    ),
    packages: importedPackages(result.metafile),
  };
  const output = outputPath(folder, made);
  writeAtomically(`${output}.map`, map.contents);
  writeAtomically(output, `${code.text}${MAP_COMMENT}${relative(folder, output)}.map\n`);
  return made;
}

/** Stands behind the code that was hashed. */
const MAP_COMMENT = '//# sourceMappingURL=';

/** @type {import('esbuild').Plugin} */
const installedPackagesStayOutside = {
  name: 'installed-packages-stay-outside',
  setup(build) {
    build.onResolve({filter: /^[^./]/}, async ({path, resolveDir, kind, pluginData}) => {
      if (pluginData === ASKED) return undefined;
      if (isBuiltin(path)) return {path, external: true};
      if (!isInstalled(packageName(path), resolveDir)) return undefined;
      const resolved = await build.resolve(path, {resolveDir, kind, pluginData: ASKED});
      // Node runs no TypeScript that lies in node_modules.
      return /\.[cm]?ts$/.test(resolved.path) ? resolved : {path, external: true};
    });
  },
};

/** Marks the question where a package lies, which esbuild itself is to answer. */
const ASKED = Symbol('asked');

/** Names of the packages that the compiled code itself imports. @param {import('esbuild').Metafile} metafile */
function importedPackages({outputs}) {
  const outside = Object.values(outputs).flatMap(({imports}) => imports.filter(({external}) => external));
  const names = outside.filter(({path}) => !isBuiltin(path)).map(({path}) => packageName(path));
  return [...new Set(names)].sort();
}

/** @param {string} specifier such as `zod/v4` */
function packageName(specifier) {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Whether a package lies in node_modules itself; a workspace package is only linked from there. */
function isInstalled(/** @type {string} */ name, /** @type {string} */ from) {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(candidate)) return realpathSync(candidate).split(sep).includes('node_modules');
    if (folder === dirname(folder)) return false;
  }
}

function packageFilesOf(/** @type {string[]} */ files, /** @type {string} */ workspaceRoot) {
  const found = new Set();
  for (const file of files) {
    let folder = dirname(resolve(workspaceRoot, file));
    while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
    found.add(relative(workspaceRoot, join(folder, 'package.json')));
  }
  return [...found];
}

/** Whether a file was last written before a time, in milliseconds. @param {string} path @param {number} time */
function isOlder(path, time) {
  return (statSync(path, {throwIfNoEntry: false})?.mtimeMs ?? 0) < time;
}

function outputPath(
  /** @type {string} */ folder,
  /** @type {{name: string, digest: string}} */ {name, digest},
) {
  return join(folder, `${name}-${digest.slice(0, 16)}.mjs`);
}

function isMap(/** @type {{path: string}} */ file) {
  return file.path.endsWith('.map');
}

function sha256(/** @type {string | Uint8Array} */ content) {
  return createHash('sha256').update(content).digest('hex');
}

/** Two runs may write the same file at once; each sees a whole one. */
function writeAtomically(/** @type {string} */ path, /** @type {string | Uint8Array} */ content) {
  mkdirSync(dirname(path), {recursive: true});
  const temporary = `${path}.${process.pid}`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, {force: true});
    throw error;
  }
}
