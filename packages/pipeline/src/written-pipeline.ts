import {failed, type PipelineFailure, type Result} from './failure.js';
import {nameRule} from './pipeline-name.js';
import type {PipelineSource} from './pipeline-source.js';
import {readStages, type WrittenStage} from './written-stage.js';
import {type Assignment, type Axis, readAssignments, readAxes} from './written-values.js';
import type {Position} from './yaml-position.js';
import {type NameAt, type YamlNode, YamlReader} from './yaml-reader.js';

/** One pipeline file as written, every part with its place; what it extends is not looked at. */
export interface WrittenPipeline {
  name: string;
  source: PipelineSource;
  /** The file's beginning. */
  at: Position;
  extends?: NameAt;
  /** Stages of what is extended that are left out. */
  without: NameAt[];
  stages: WrittenStage[];
  set: Assignment[];
  matrix: Axis[];
}

const ROOT_KEYS = ['description', 'extends', 'without', 'set', 'matrix', 'stages'];

/**
 * Reads the text of a pipeline file and checks its name and shape; `namesakes` are all files of its name. All
 * failures are collected.
 */
export function readPipelineFile(
  source: PipelineSource,
  namesakes: readonly string[] = [source.file],
): Result<WrittenPipeline> {
  const reader = new YamlReader(source);
  if (source.fault !== undefined)
    return failed([{kind: 'unreadable-pipeline', fault: source.fault, at: reader.positionOf(undefined)}]);
  if (reader.failures.length > 0) return failed(reader.failures);
  reader.failures.push(...nameFailures(pipelineName(source.file), namesakes, reader.positionOf(undefined)));
  const root = reader.map(reader.root, 'a pipeline', 'a map with the key "stages"');
  const parts = root ? reader.values(root, ROOT_KEYS, 'a pipeline') : new Map<string, YamlNode>();
  const pipeline: WrittenPipeline = {
    name: pipelineName(source.file),
    source,
    at: reader.positionOf(undefined),
    ...(parts.has('extends') ? {extends: reader.name(parts.get('extends'), '"extends"')} : {}),
    without: reader.names(parts.get('without'), '"without"'),
    // A file that extends another need not have stages of its own.
    stages:
      root && (parts.has('stages') || !parts.has('extends')) ? readStages(reader, parts.get('stages')) : [],
    set: readAssignments(reader, parts.get('set')),
    matrix: readAxes(reader, parts.get('matrix')),
  };
  return reader.failures.length > 0 ? failed(reader.failures) : {ok: true, value: pipeline};
}

function nameFailures(name: string, files: readonly string[], at: Position): PipelineFailure[] {
  const failures: PipelineFailure[] = [];
  const rule = nameRule('pipeline', name);
  if (rule !== undefined) failures.push({kind: 'wrong-pipeline-name', name, rule, at});
  if (files.length > 1) failures.push({kind: 'same-pipeline-name', name, files: [...files], at});
  return failures;
}

/** `pipelines/full.yaml` is called `full`. */
export function pipelineName(file: string): string {
  return (file.split('/').at(-1) as string).replace(/\.ya?ml$/, '');
}
