import {
  type ArtifactKind,
  filePathsIn,
  isOptional,
  kindOf,
  type Port,
  type StageDeclaration,
  takesSeveral,
} from '@retune/stage';
import {checkParams, placeOf} from './check-params.js';
import {failed, type PipelineFailure, type Result} from './failure.js';
import {type InheritedParams, inheritedParams} from './inherited-params.js';
import {stageOfInstance} from './instance-id.js';
import type {PipelineFile} from './pipeline-file.js';
import {readingOrder} from './reading-order.js';
import {inputKey} from './stage-input.js';
import type {StageEntry, StageOwner} from './stage-owner.js';
import type {Position} from './yaml-position.js';

/** A stage ready to run: wiring and params checked, defaults filled in. */
export interface ResolvedStage {
  id: string;
  /** The stage as written, of which this is an instance. */
  instanceOf: string;
  /** Who runs it and keeps its artifact. */
  owner: StageOwner;
  /** See {@link StageEntry}. */
  derivedFrom?: StageOwner;
  uses: string;
  /** Input to stage id; see {@link inputKey}. */
  inputs: Record<string, string>;
  /** Input to the owner of that stage. */
  inputOwners: Record<string, StageOwner>;
  /** Those of the inputs that are gathered; missing where there are none. */
  gathered?: Record<string, {port: string; from: string; values: Record<string, unknown>}>;
  params: Record<string, unknown>;
  /** Files that params name, with the place to blame where one is missing. */
  files: {param: string; path: string; at: Position}[];
  /** What the user is warned of. */
  inheritedParams: InheritedParams[];
  page?: string;
  summary?: string;
  scores?: string;
}

export interface ResolvedPipeline {
  name: string;
  /** Each after the stages that it reads. */
  stages: ResolvedStage[];
}

/**
 * Checks a pipeline against the declarations of its stages; `known` are the names of all stage packages. All
 * failures are collected.
 */
export function resolvePipeline(
  pipeline: PipelineFile,
  declarations: ReadonlyMap<string, StageDeclaration>,
  known: string[],
): Result<ResolvedPipeline> {
  const failures: PipelineFailure[] = [];
  const stages: ResolvedStage[] = [];
  const declarationOf = new Map<string, StageDeclaration>();
  const ownerOf = new Map(pipeline.stages.map(({id, owner}) => [id, owner]));
  for (const stage of pipeline.stages) {
    const declaration = declarations.get(stage.uses.name);
    if (declaration) declarationOf.set(stage.id, declaration);
    else failures.push({kind: 'unknown-stage-package', name: stage.uses.name, known, at: stage.uses.at});
  }
  for (const stage of readingOrder(pipeline.stages).order) {
    const declaration = declarationOf.get(stage.id);
    if (declaration === undefined) continue;
    failures.push(...wiringFailures(stage, declaration, declarationOf));
    const params = checkParams(stage, declaration);
    failures.push(...params.failures);
    stages.push({
      id: stage.id,
      instanceOf: stage.instanceOf,
      owner: stage.owner,
      ...(stage.derivedFrom === undefined ? {} : {derivedFrom: stage.derivedFrom}),
      uses: stage.uses.name,
      inputs: Object.fromEntries(stage.inputs.map((input) => [inputKey(input), input.from])),
      inputOwners: Object.fromEntries(
        stage.inputs.map((input) => [inputKey(input), ownerOf.get(input.from) as StageOwner]),
      ),
      ...gatheredInputs(stage),
      params: params.value,
      files: filePathsIn(declaration.params, params.value).map((file) => ({
        ...file,
        at: placeOf(stage, file.param),
      })),
      inheritedParams: inheritedParams(stage, declaration, pipeline.sources),
      ...(declaration.page === undefined ? {} : {page: declaration.page}),
      ...(declaration.summary === undefined ? {} : {summary: declaration.summary}),
      ...(declaration.scores === undefined ? {} : {scores: declaration.scores}),
    });
  }
  return failures.length > 0 ? failed(failures) : {ok: true, value: {name: pipeline.name, stages}};
}

function gatheredInputs({inputs}: StageEntry): Pick<ResolvedStage, 'gathered'> {
  const gathered = inputs.filter(({gathers}) => gathers);
  if (gathered.length === 0) return {};
  const named = gathered.map((input) => {
    const {port, from, values = {}} = input;
    return [inputKey(input), {port, from, values}];
  });
  return {gathered: Object.fromEntries(named)};
}

function wiringFailures(
  stage: StageEntry,
  declaration: StageDeclaration,
  declarationOf: ReadonlyMap<string, StageDeclaration>,
): PipelineFailure[] {
  const ports = declaration.reads;
  const wired = stage.inputs.flatMap(({port, from, gathers, at}): PipelineFailure[] => {
    const declared = Object.hasOwn(ports, port) ? ports[port] : undefined;
    if (declared === undefined)
      return [{kind: 'unknown-port', name: port, stage: stage.instanceOf, known: Object.keys(ports), at}];
    if (gathers && !takesSeveral(declared)) return [{kind: 'takes-one', port, stage: stage.instanceOf, at}];
    if (!gathers && takesSeveral(declared))
      return [{kind: 'takes-several', port, stage: stage.instanceOf, from: stageOfInstance(from), at}];
    const [wanted, given] = [kindOf(declared).kind, declarationOf.get(from)?.writes.kind];
    if (given === undefined || given === wanted) return [];
    return [
      {kind: 'wrong-artifact', port, stage: stage.instanceOf, wanted, from: stageOfInstance(from), given, at},
    ];
  });
  const missing = Object.entries(ports)
    .filter(([name, port]) => !isOptional(port) && !stage.inputs.some((input) => input.port === name))
    .map(([name, port]) => missingPort(stage, name, port, declarationOf));
  return [...wired, ...missing];
}

function missingPort(
  stage: StageEntry,
  name: string,
  port: ArtifactKind | Port,
  declarationOf: ReadonlyMap<string, StageDeclaration>,
): PipelineFailure {
  const artifact = kindOf(port).kind;
  const made = [...declarationOf].filter(([, other]) => other.writes.kind === artifact);
  const candidates = [...new Set(made.map(([id]) => stageOfInstance(id)))];
  return {kind: 'missing-port', name, stage: stage.instanceOf, artifact, candidates, at: stage.at};
}
