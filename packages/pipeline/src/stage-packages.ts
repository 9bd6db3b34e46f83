import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {readWrittenJson} from './written-json.js';

/** A package that offers a stage: its package.json has `"retune": {"declaration": ..., "run": ...}`. */
export interface StagePackage {
  /** The last part of the package's name; what `uses` names. */
  name: string;
  /** Absolute paths of the module that declares the stage and of the one that does its work. */
  declaration: string;
  run: string;
}

interface PackageJson {
  name?: string;
  workspaces?: string[];
  retune?: {declaration?: string; run?: string};
}

/** The stage packages among the workspace's packages, by name. */
export function findStagePackages(workspaceRoot: string): Map<string, StagePackage> {
  const {workspaces = []} = readWrittenJson<PackageJson>(join(workspaceRoot, 'package.json'));
  const found = workspaces
    .flatMap((pattern) => foldersMatching(workspaceRoot, pattern))
    .map((folder) => stagePackageIn(folder))
    .filter((stage) => stage !== undefined);
  return new Map(found.map((stage) => [stage.name, stage]));
}

function stagePackageIn(folder: string): StagePackage | undefined {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  const {name, retune} = readWrittenJson<PackageJson>(file);
  if (name === undefined || retune?.declaration === undefined || retune.run === undefined) return undefined;
  return {
    name: name.split('/').at(-1) as string,
    declaration: join(folder, retune.declaration),
    run: join(folder, retune.run),
  };
}

/** Workspaces are named one by one or as `folder/*`; Node 20 has no glob of its own. */
function foldersMatching(workspaceRoot: string, pattern: string): string[] {
  if (!pattern.endsWith('/*')) return [join(workspaceRoot, pattern)];
  const parent = join(workspaceRoot, pattern.slice(0, -2));
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .sort()
    .map((name) => join(parent, name));
}
