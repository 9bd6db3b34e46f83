import {extendDefinition, nothingDefined, type PipelineDefinition} from './extend-pipeline.js';
import {failed, type PipelineFailure, type Result} from './failure.js';
import {fanOut, instanceCount, repeatedValues} from './fan-out.js';
import {mostInstances} from './most-instances.js';
import type {PipelineFolder} from './pipeline-folder.js';
import type {PipelineSource} from './pipeline-source.js';
import {type StageEntry, withOwners} from './stage-owner.js';
import {wiringFailures} from './stage-wiring.js';
import {pipelineName, readPipelineFile, type WrittenPipeline} from './written-pipeline.js';

/**
 * `pipelines/NAME.yaml` with what it extends, fanned out by its matrix, and checked for shape and cycles;
 * nothing is known of the stages' packages yet.
 */
export interface PipelineFile {
  name: string;
  stages: StageEntry[];
  /** The files that it comes from: itself first, then what it extends. */
  sources: PipelineSource[];
}

const noFolder: PipelineFolder = {
  names: [],
  filesOf: () => [],
  read: () => undefined,
  mostInstances: mostInstances([]),
};

/** Parses a pipeline file; `folder` holds those that it may extend. All failures are collected. */
export function parsePipelineFile(
  source: PipelineSource,
  folder: PipelineFolder = noFolder,
): Result<PipelineFile> {
  const lineage = readLineage(source, folder);
  if (!lineage.ok) return lineage;
  const ancestors: StageEntry[][] = [];
  let definition = nothingDefined;
  for (const written of lineage.value.toReversed()) {
    const extended = extendDefinition(definition, written);
    definition = extended.definition;
    const failures = [
      ...extended.failures,
      ...repeatedValues(written.matrix),
      ...wiringFailures(definition.stages),
    ];
    if (failures.length > 0) return failed(failures);
    const excess = tooManyInstances(definition, written, folder.mostInstances);
    if (excess !== undefined) return failed([excess]);
    ancestors.unshift(withOwners(written.name, fanOut(definition), ancestors));
  }
  const [{name}] = lineage.value;
  const [stages = []] = ancestors;
  return {ok: true, value: {name, stages, sources: lineage.value.map(({source}) => source)}};
}

/** At the file's longest list of values, or its beginning. */
function tooManyInstances(
  definition: PipelineDefinition,
  {matrix, at}: WrittenPipeline,
  most: number,
): PipelineFailure | undefined {
  const instances = instanceCount(definition);
  if (instances <= most) return undefined;
  const [longest] = matrix.toSorted((a, b) => b.values.length - a.values.length);
  return {kind: 'too-many-instances', instances, most, at: longest?.at ?? at};
}

/** Pipelines that one may extend, one through the other. */
const LONGEST_LINEAGE = 50;

type Lineage = [WrittenPipeline, ...WrittenPipeline[]];

/** A file and those that it extends, one after the other. */
function readLineage(source: PipelineSource, folder: PipelineFolder): Result<Lineage> {
  const first = readPipelineFile(source, folder.filesOf(pipelineName(source.file)));
  if (!first.ok) return first;
  const lineage: Lineage = [first.value];
  for (let last = first.value; last.extends !== undefined; ) {
    if (lineage.length > LONGEST_LINEAGE)
      return failed([{kind: 'extends-too-long', pipelines: LONGEST_LINEAGE, at: last.extends.at}]);
    const parent = readParent(
      last.extends,
      lineage.map(({name}) => name),
      folder,
    );
    if (!parent.ok) return parent;
    lineage.push(parent.value);
    last = parent.value;
  }
  return {ok: true, value: lineage};
}

function readParent(
  {name, at}: NonNullable<WrittenPipeline['extends']>,
  children: readonly string[],
  folder: PipelineFolder,
): Result<WrittenPipeline> {
  const first = children.indexOf(name);
  const problem: PipelineFailure =
    first >= 0
      ? {kind: 'extends-cycle', pipelines: [...children.slice(first), name], at}
      : {kind: 'unknown-pipeline', name, known: folder.names.filter((known) => known !== children[0]), at};
  return (first >= 0 ? undefined : folder.read(name)) ?? failed([problem]);
}
