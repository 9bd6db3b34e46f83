import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {repository} from './run-nx.js';

/** A page of the documentation, taken apart. */
export interface Guide {
  /** Contents of the blocks that stand under a file's name, by that name. */
  files: Record<string, string>;
  /** The lines of the shell blocks without a file's name. */
  commands: string[];
  /** What the page says is printed, in order. */
  outputs: string[];
}

/** Reads the code blocks of a Markdown page. A block with `file` on a line before it is that file. */
export function readGuide(page: string): Guide {
  const guide: Guide = {files: {}, commands: [], outputs: []};
  const blocks = readFileSync(join(repository, page), 'utf8').matchAll(
    /(?:^`([^`\n]+)`\n\n)?^```(\w+)\n([\s\S]*?)^```$/gm,
  );
  for (const [, file, language, content = ''] of blocks) {
    if (file !== undefined) guide.files[file] = content;
    else if (language === 'sh') guide.commands.push(...content.trimEnd().split('\n'));
    else if (language === 'console') guide.outputs.push(content);
    else throw new Error(`${page} has a block without a file's name:\n${content}`);
  }
  return guide;
}

/**
 * A workspace of these files alone. What `npm install --install-links` would do: the plugin and the stage
 * package stand in node_modules as copies, the workspace's own packages as links.
 */
export function installedWorkspace(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'retune-guide-'));
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), {recursive: true});
    writeFileSync(join(root, file), content);
  }
  const modules = join(root, 'node_modules');
  for (const name of ['stage', 'pipeline']) copyPackage(name, join(modules, '@retune', name));
  for (const folder of readdirSync(join(root, 'packages'))) {
    const {name} = JSON.parse(files[`packages/${folder}/package.json`] as string) as {name: string};
    link(join(root, 'packages', folder), join(modules, name));
  }
  for (const name of readdirSync(join(repository, 'node_modules')))
    if (!existsSync(join(modules, name))) link(join(repository, 'node_modules', name), join(modules, name));
  return root;
}

function copyPackage(name: string, to: string): void {
  const isBuilt = (path: string) => /[/\\](dist|node_modules)$/.test(path);
  cpSync(join(repository, 'packages', name), to, {recursive: true, filter: (path) => !isBuilt(path)});
}

function link(from: string, to: string): void {
  mkdirSync(dirname(to), {recursive: true});
  symlinkSync(from, to);
}
