import {
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
import {copyStages} from './copy-stages.js';
import {type NxRun, repository, startNx} from './run-nx.js';

export interface Run extends NxRun {
  /** The stages that did their work, in order. */
  worked: string[];
}

export interface RunningNx {
  ended: Promise<Run>;
  /** Kills Nx alone, as kill -9 does. */
  killNx(): void;
  /** Kills the process of the stage that began last. */
  killStage(): void;
  /** What Ctrl-C does. */
  interrupt(): void;
  /** Waits until a stage has begun its work in this run. */
  untilCalled(stage: string): Promise<void>;
  /** Waits until it has printed this text. */
  untilPrinted(text: string): Promise<void>;
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

  /** Writes the files that the workspace began with, these included, as they were. */
  restore(files: Record<string, string>): void {
    this.write({...copyStages, ...files});
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  /** Runs the real Nx with these arguments, without a terminal. */
  async nx(...args: string[]): Promise<Run> {
    return await this.start(...args).ended;
  }

  /** The same under another Node. */
  async nxUnder(node: string, ...args: string[]): Promise<Run> {
    return await this.#start(node, args).ended;
  }

  /** Starts Nx and goes on. */
  start(...args: string[]): RunningNx {
    return this.#start(process.execPath, args);
  }

  #start(node: string, args: string[]): RunningNx {
    const before = this.#calls().length;
    const {child, printed, ended} = startNx(this.root, args, node);
    return {
      ended: ended.then((run) => ({...run, worked: this.#calls().slice(before)})),
      killNx: () => child.kill('SIGKILL'),
      killStage: () => process.kill(Number(this.read('stage.pid')), 'SIGKILL'),
      interrupt: () => child.kill('SIGINT'),
      untilCalled: (stage) => until(() => this.#calls().slice(before).includes(stage)),
      untilPrinted: (text) => until(() => printed().includes(text)),
    };
  }

  /** Waits until a stage has begun its work. */
  async untilCalled(stage: string): Promise<void> {
    while (this.#calls().at(-1) !== stage) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  #calls(): string[] {
    return existsSync(this.path('calls.txt')) ? this.read('calls.txt').trimEnd().split('\n') : [];
  }

  [Symbol.dispose](): void {
    rmSync(this.root, {recursive: true, force: true});
  }
}

async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await new Promise((resolve) => setTimeout(resolve, 20));
}

const workspaceFiles = {
  'package.json': JSON.stringify({name: 'test', private: true, type: 'module', workspaces: ['packages/*']}),
  'nx.json': readFileSync(join(repository, 'nx.json'), 'utf8').replace(
    './packages/pipeline',
    './node_modules/@retune/pipeline',
  ),
  '.env': readFileSync(join(repository, '.env'), 'utf8'),
  '.gitignore': 'node_modules\n.nx\n.retune\nartifacts\nignored\n',
  '.nxignore': readFileSync(join(repository, '.nxignore'), 'utf8'),
};

/** Links each installed package, so that a test may put packages of its own beside them. */
function linkModules(root: string): void {
  const [from, to] = [join(repository, 'node_modules'), join(root, 'node_modules')];
  mkdirSync(to, {recursive: true});
  for (const name of readdirSync(from))
    if (!existsSync(join(to, name))) symlinkSync(join(from, name), join(to, name));
}
