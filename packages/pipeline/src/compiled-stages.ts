import {join} from 'node:path';
import type {StageDeclaration} from '@retune/stage';
import type {StagePackage} from './stage-packages.js';

/** TypeScript compiled into one file; see `bundle.mjs`, which makes them. */
export interface Bundle {
  name: string;
  /** Absolute path of the compiled file. */
  path: string;
  /** sha256 of the code, hexadecimal. */
  digest: string;
  /** Source file to sha256, relative to the workspace. */
  sources: Record<string, string>;
  /** package.json of each source's package, to sha256. */
  packageFiles: Record<string, string>;
  /** npm packages that the code imports. */
  packages: string[];
}

export type Bundler = (entries: {name: string; code: string}[], workspaceRoot: string) => Promise<Bundle[]>;

/** A stage's two compiled files: what it is, and what it does. */
export interface CompiledStage {
  name: string;
  declaration: Bundle;
  run: Bundle;
}

/** Compiles stages; `stageProcess` is the absolute path of the module that runs one in a process of its own. */
export async function compileStages(
  stages: readonly StagePackage[],
  stageProcess: string,
  bundler: Bundler,
  workspaceRoot: string,
): Promise<CompiledStage[]> {
  const bundles = await bundler(
    stages.flatMap((stage) => [
      {
        name: codeOfStage(stage.name)[0],
        code: `export {default} from ${JSON.stringify(stage.declaration)};`,
      },
      {name: codeOfStage(stage.name)[1], code: runEntry(stage, stageProcess)},
    ]),
    workspaceRoot,
  );
  return stages.map(({name}, i) => ({
    name,
    declaration: bundles[2 * i] as Bundle,
    run: bundles[2 * i + 1] as Bundle,
  }));
}

/** Names of a stage's two compiled files: what it is, and what it does. */
export function codeOfStage(name: string): [declaration: string, run: string] {
  return [`${name}.declaration`, `${name}.run`];
}

/** The stage and what runs it go into one file, so that both share one copy of the contract's classes. */
function runEntry(stage: StagePackage, stageProcess: string): string {
  return [
    `import stage from ${JSON.stringify(stage.run)};`,
    `import {stageProcess} from ${JSON.stringify(stageProcess)};`,
    'export const runStageProcess = (task) => stageProcess(stage, task);',
  ].join('\n');
}

/** Loads declarations, for checking a pipeline against them. */
export async function loadDeclarations(
  stages: readonly CompiledStage[],
): Promise<Map<string, StageDeclaration>> {
  const loaded = await Promise.all(
    stages.map(async ({name, declaration}): Promise<[string, StageDeclaration]> => {
      const module = (await import(declaration.path)) as {default: StageDeclaration};
      return [name, module.default];
    }),
  );
  return new Map(loaded);
}

/** Absolute paths of the package.json files of all packages whose sources take part in a stage's work. */
export function packageFilesOf(stage: CompiledStage, workspaceRoot: string): string[] {
  return Object.keys(stage.run.packageFiles).map((file) => join(workspaceRoot, file));
}
