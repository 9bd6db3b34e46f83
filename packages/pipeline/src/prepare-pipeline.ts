import {createHash} from 'node:crypto';
import {resolve} from 'node:path';
import {
  type Bundler,
  type CompiledStage,
  compileStages,
  loadDeclarations,
  packageFilesOf,
} from './compiled-stages.js';
import {failed, type PipelineFailure, type Result} from './failure.js';
import type {Fingerprint} from './fingerprint.js';
import {namedPathDigest} from './named-path-digest.js';
import {nativeVersions} from './native-versions.js';
import {projectOf} from './nx-projects.js';
import {applyOverrides, type Override} from './overrides.js';
import {installedVersions} from './package-versions.js';
import {type PipelineFile, parsePipelineFile} from './pipeline-file.js';
import {pipelineFolder} from './pipeline-folder.js';
import type {PipelineSource} from './pipeline-source.js';
import {type ResolvedPipeline, type ResolvedStage, resolvePipeline} from './resolve-pipeline.js';
import type {StagePackage} from './stage-packages.js';
import type {WorkspaceState} from './workspace-state.js';

/** A stage with all that decides what it makes. */
export interface PreparedStage {
  stage: ResolvedStage;
  fingerprint: Fingerprint;
  /** The stage's compiled code. */
  code: string;
  /** See {@link stageKey}; most stages have none. */
  edition?: string;
  /** Why it runs though nothing that it is made from changed. */
  rerun?: string;
}

export interface Workspace {
  root: string;
  stagePackages: ReadonlyMap<string, StagePackage>;
  /** Absolute path of the module that runs a stage. */
  stageProcess: string;
  bundler: Bundler;
  state: WorkspaceState;
}

/** Checks a pipeline as overridden, and takes the fingerprint of each of its stages. Runs nothing. */
export async function preparePipeline(
  source: PipelineSource,
  overrides: readonly Override[],
  workspace: Workspace,
): Promise<Result<PreparedStage[]>> {
  const parsed = parsePipelineFile(source, pipelineFolder(workspace.root));
  if (!parsed.ok) return parsed;
  const compiled = await compileStages(
    stagePackagesOf(parsed.value, workspace.stagePackages),
    workspace.stageProcess,
    workspace.bundler,
    workspace.root,
  );
  const overridden = applyOverrides(parsed.value, overrides);
  const key = digest([parsed.value.sources, overrides, compiled.map(({declaration}) => declaration.digest)]);
  const resolved = await resolvedPipeline(overridden.pipeline, key, compiled, workspace);
  if (!resolved.ok) return failed([...overridden.failures, ...resolved.failures]);
  if (overridden.failures.length > 0) return failed(overridden.failures);
  const versions = versionsOf(compiled, workspace.root);
  const byName = new Map(compiled.map((stage) => [stage.name, stage]));
  const failures: PipelineFailure[] = [];
  const stages: PreparedStage[] = [];
  for (const stage of resolved.value.stages) {
    const files = await fileDigests(stage, workspace.root);
    failures.push(...files.failures);
    stages.push(prepared(stage, byName.get(stage.uses) as CompiledStage, files.digests, versions));
  }
  return failures.length > 0 ? failed(failures) : {ok: true, value: stages};
}

/** The packages of a pipeline's stages; only these are compiled. */
function stagePackagesOf(
  {stages}: PipelineFile,
  packages: ReadonlyMap<string, StagePackage>,
): StagePackage[] {
  const names = [...new Set(stages.map(({uses}) => uses.name))];
  return names.flatMap((name) => packages.get(name) ?? []);
}

/** Reading declarations takes longer than all the rest, so the result is remembered while `key` stays the same. */
async function resolvedPipeline(
  pipeline: PipelineFile,
  key: string,
  compiled: readonly CompiledStage[],
  {state, stagePackages}: Workspace,
): Promise<Result<ResolvedPipeline>> {
  const known = state.recall<ResolvedPipeline>(pipeline.name, key);
  if (known) return {ok: true, value: known};
  const resolved = resolvePipeline(pipeline, await loadDeclarations(compiled), [...stagePackages.keys()]);
  if (resolved.ok) state.remember(pipeline.name, key, resolved.value);
  return resolved;
}

async function fileDigests(
  stage: ResolvedStage,
  root: string,
): Promise<{digests: Record<string, string>; failures: PipelineFailure[]}> {
  const digests: Record<string, string> = {};
  const failures: PipelineFailure[] = [];
  for (const {param, path, at} of stage.files) {
    const found = await namedPathDigest(resolve(root, path));
    if ('sha256' in found) digests[param] = found.sha256;
    else failures.push({...found, name: `${stage.instanceOf}.${param}`, path, at});
  }
  return {digests, failures};
}

/** Versions of what takes part in each stage's work, taken once for all that use the same package. */
function versionsOf(
  compiled: readonly CompiledStage[],
  root: string,
): ReadonlyMap<string, Record<string, string>> {
  const installed = installedVersions(root);
  return new Map(
    compiled.map((stage) => [
      stage.name,
      {...installed(stage.run.packages), ...nativeVersions(packageFilesOf(stage, root))},
    ]),
  );
}

function prepared(
  stage: ResolvedStage,
  {run}: CompiledStage,
  files: Record<string, string>,
  versions: ReadonlyMap<string, Record<string, string>>,
): PreparedStage {
  const fingerprint: Fingerprint = {
    uses: stage.uses,
    params: stage.params,
    files,
    inputs: wiring(stage),
    code: run.digest,
    sources: run.sources,
    versions: versions.get(stage.uses) as Record<string, string>,
    node: process.versions.node.split('.')[0] as string,
  };
  return {stage, fingerprint, code: run.path};
}

/** Port to the stage that feeds it, told alike by each pipeline that shares the stage. */
function wiring({owner, inputOwners}: ResolvedStage): Record<string, string> {
  const fed = Object.entries(inputOwners).map(([port, from]) => [
    port,
    from.pipeline === owner.pipeline ? from.id : projectOf(from),
  ]);
  return Object.fromEntries(fed) as Record<string, string>;
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
