import {existsSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {readWrittenJson} from './written-json.js';

/**
 * Versions that npm does not know, such as a native library's: a package's package.json names the JSON file
 * that holds them, `"retune": {"versions": "../../node_modules/x/library.json"}`.
 */
export function nativeVersions(packageFiles: readonly string[]): Record<string, string> {
  return Object.assign({}, ...packageFiles.map(versionsNamedBy)) as Record<string, string>;
}

function versionsNamedBy(packageFile: string): Record<string, string> {
  const {retune} = readWrittenJson<{retune?: {versions?: string}}>(packageFile);
  if (retune?.versions === undefined) return {};
  const file = join(dirname(packageFile), retune.versions);
  return existsSync(file) ? readWrittenJson<Record<string, string>>(file) : {};
}
