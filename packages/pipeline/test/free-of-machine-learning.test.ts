import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, relative, resolve} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {type Bundle, bundle} from '../bundle.mjs';
import {repository} from './run-nx.js';

/** All that the plugin may import beside Node's own modules and its own files. */
const allowed = ['@nx/devkit', '@retune/pipeline', '@retune/stage', 'esbuild', 'nx', 'yaml', 'zod'];
const plugin = join(repository, 'packages/pipeline');

let workspace: string;
let compiled: Bundle;
beforeAll(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'retune-bundle-'));
  const entry = {name: 'plugin', code: `export * from ${JSON.stringify(join(plugin, 'src/plugin.ts'))}`};
  [compiled] = (await bundle([entry], workspace)) as [Bundle];
});
afterAll(() => rmSync(workspace, {recursive: true}));

test('the plugin’s files import Nx, YAML, zod, esbuild and the stage contract alone', () => {
  const folders = [plugin, join(plugin, 'src')];
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /\.(ts|mjs)$/.test(name) && !name.includes('.test.'))
      .map((name) => join(folder, name)),
  );
  expect(files.length).toBeGreaterThan(20);
  const foreign = files.flatMap((file) =>
    importedPackages(readFileSync(file, 'utf8'))
      .filter((name) => !allowed.includes(name))
      .map((name) => `${relative(plugin, file)}: ${name}`),
  );
  expect(foreign).toEqual([]);
});

test('what the plugin compiles to holds code of the plugin and the stage contract alone', () => {
  const sources = Object.keys(compiled.sources).map((file) => relative(repository, resolve(workspace, file)));
  expect(sources).toContain('packages/pipeline/src/plugin.ts');
  expect(sources.filter((file) => !/^packages\/(pipeline|stage)\/(src\/|[\w-]+\.mjs$)/.test(file))).toEqual(
    [],
  );
});

test('what the plugin compiles to loads no package that its files do not name', () => {
  expect(compiled.packages.filter((name) => !allowed.includes(name))).toEqual([]);
});

/** Names of the packages in a module's static and dynamic imports. */
function importedPackages(code: string): string[] {
  const specifiers = code.matchAll(/(?:^(?:import|export)[^;]*?from |^import |\bimport\()'([^']+)'/gm);
  return [...specifiers]
    .map(([, specifier = '']) => specifier)
    .filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
    .map((specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'));
}
