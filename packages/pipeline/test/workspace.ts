import {spawn} from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {copyStages} from './copy-stages.js';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** What a run printed, and which stages did their work in it, in order. */
export interface Run {
  status: number | null;
  output: string;
  worked: string[];
}

/** A workspace of its own in a temporary folder, with stages that only copy text and count their calls. */
export class TestWorkspace implements Disposable {
  readonly root = mkdtempSync(join(tmpdir(), 'retune-pipeline-'));

  constructor(files: Record<string, string>) {
    this.write({...workspaceFiles, ...copyStages, ...files});
    linkModules(this.root);
  }

  path(file: string): string {
    return join(this.root, file);
  }

  write(files: Record<string, string>): void {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(this.path(file)), {recursive: true});
      writeFileSync(this.path(file), text);
    }
  }

  append(file: string, text: string): void {
    appendFileSync(this.path(file), text);
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  /** Runs the real Nx with these arguments, without a terminal. */
  async nx(...args: string[]): Promise<Run> {
    return await this.nxUnder(process.execPath, ...args);
  }

  async nxUnder(node: string, ...args: string[]): Promise<Run> {
    const before = this.#calls().length;
    const child = spawn(node, [join(repository, 'node_modules/nx/dist/bin/nx.js'), ...args], {
      cwd: this.root,
      env: {
        ...process.env,
        FORCE_COLOR: '0',
        NX_WORKSPACE_ROOT_PATH: this.root,
        PATH: `${dirname(node)}:${process.env.PATH}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return {status, output, worked: this.#calls().slice(before)};
  }

  #calls(): string[] {
    return existsSync(this.path('calls.txt')) ? this.read('calls.txt').trimEnd().split('\n') : [];
  }

  [Symbol.dispose](): void {
    rmSync(this.root, {recursive: true, force: true});
  }
}

const workspaceFiles = {
  'package.json': JSON.stringify({name: 'test', private: true, type: 'module', workspaces: ['packages/*']}),
  'nx.json': readFileSync(join(repository, 'nx.json'), 'utf8').replace(
    './packages/pipeline',
    './node_modules/@retune/pipeline',
  ),
  '.env': readFileSync(join(repository, '.env'), 'utf8'),
  '.gitignore': 'node_modules\n.nx\n.retune\nartifacts\nignored\n',
};

/** Links each installed package, so that a test may put packages of its own beside them. */
function linkModules(root: string): void {
  const [from, to] = [join(repository, 'node_modules'), join(root, 'node_modules')];
  mkdirSync(to, {recursive: true});
  for (const name of readdirSync(from))
    if (!existsSync(join(to, name))) symlinkSync(join(from, name), join(to, name));
}
