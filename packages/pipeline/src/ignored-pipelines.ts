import {spawnSync} from 'node:child_process';

/**
 * What to tell where git ignores every pipeline file, since Nx then works without the folder; undefined where Nx sees
 * one of them. `seen` are those that Nx sees.
 */
export function ignoredPipelinesText(
  root: string,
  files: readonly string[],
  seen: readonly string[],
): string | undefined {
  const [first] = files;
  if (first === undefined || seen.length > 0) return undefined;
  return (
    `git ignores ${first}${ruleText(root, first)}, and Nx passes over what git ignores\n` +
    '  Add these lines to the file .nxignore beside nx.json:\n' +
    '    !/pipelines\n    !/pipelines/*.yaml\n    !/pipelines/*.yml'
  );
}

/** Such as ` (/home/me/.gitignore, line 3: *)`; empty where git does not say. */
function ruleText(root: string, file: string): string {
  const {stdout} = spawnSync('git', ['check-ignore', '--verbose', '--no-index', file], {
    cwd: root,
    encoding: 'utf8',
  });
  const [, source, line, rule] = stdout?.match(/^(.*):(\d+):(.*)\t/) ?? [];
  return source === undefined ? '' : ` (${source}, line ${line}: ${rule})`;
}
