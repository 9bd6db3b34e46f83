import {cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {type NxRun, repository, startNx} from '../packages/pipeline/test/run-nx.js';

export interface StagesRun extends NxRun {
  /** Stages that the closing table says ran. */
  ran: string[];
}

/** The project's own stages and pipelines in a workspace of their own, so that no cache is shared. */
export class StagesWorkspace implements Disposable {
  readonly root = mkdtempSync(join(tmpdir(), 'retune-smoke-'));

  constructor() {
    for (const linked of ['packages', 'fixtures', 'data', 'node_modules'])
      symlinkSync(join(repository, linked), this.path(linked));
    for (const copied of ['package.json', 'nx.json', '.env', '.nxignore', 'pipelines'])
      cpSync(join(repository, copied), this.path(copied), {recursive: true});
    this.write('.gitignore', 'node_modules\n/artifacts/\n.nx\n.retune\n');
  }

  path(file: string): string {
    return join(this.root, file);
  }

  write(file: string, text: string): void {
    writeFileSync(this.path(file), text);
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  /** Runs the real Nx with these arguments. */
  async nx(...args: string[]): Promise<StagesRun> {
    const run = await startNx(this.root, args).ended;
    const ran = [...run.output.matchAll(/^(\w+) +ran +[\d.]+ s/gm)].map((match) => match[1] as string);
    return {...run, ran};
  }

  [Symbol.dispose](): void {
    rmSync(this.root, {recursive: true, force: true});
  }
}
