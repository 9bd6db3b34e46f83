import {parse} from 'yaml';
import {argumentValues} from './argument-values.js';
import type {PipelineFailure} from './failure.js';
import type {PipelineFile, StageEntry} from './pipeline-file.js';
import type {Position} from './yaml-position.js';

/** One `--set stage.param=value`. */
export interface Override {
  stage: string;
  /** Dotted where the param is a map: `files.train`. */
  param: string;
  /** Typed as YAML types a plain scalar, list or map. */
  value: unknown;
  at: Position;
}

/** Reads every `--set stage.param=value` and `--set=stage.param=value` of a command line. */
export function readOverrides(argv: readonly string[]): {overrides: Override[]; failures: PipelineFailure[]} {
  const overrides: Override[] = [];
  const failures: PipelineFailure[] = [];
  for (const text of argumentValues(argv, '--set')) {
    const at = {file: '--set', column: 1, text};
    const [, stage, param, value] = text.match(/^([^.=\s]+)\.([^=\s]+)=(.*)$/s) ?? [];
    if (stage === undefined || param === undefined || value === undefined)
      failures.push({kind: 'wrong-override', message: `"${text}" is not an override`, at});
    else overrides.push({stage, param, value: yamlValue(value), at});
  }
  return {overrides, failures};
}

function yamlValue(text: string): unknown {
  try {
    return parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The pipeline with the overrides in its stages' params; the params' places are then the overrides'. */
export function applyOverrides(
  pipeline: PipelineFile,
  overrides: readonly Override[],
): {pipeline: PipelineFile; failures: PipelineFailure[]} {
  const known = pipeline.stages.map((stage) => stage.id);
  const failures = overrides
    .filter(({stage}) => !known.includes(stage))
    .map(({stage, at}): PipelineFailure => ({kind: 'unknown-stage', name: stage, known, at}));
  const stages = pipeline.stages.map((stage) =>
    overrides.filter((override) => override.stage === stage.id).reduce(withOverride, stage),
  );
  return {pipeline: {...pipeline, stages}, failures};
}

function withOverride(stage: StageEntry, {param, value, at}: Override): StageEntry {
  const path = param.split('.');
  return {
    ...stage,
    params: {
      value: withValue(stage.params.value, path, value),
      positions: new Map([...stage.params.positions, [param, at]]),
    },
  };
}

function withValue(tree: unknown, [key, ...rest]: string[], value: unknown): Record<string, unknown> {
  const map = typeof tree === 'object' && tree !== null ? (tree as Record<string, unknown>) : {};
  if (key === undefined) return map;
  return {...map, [key]: rest.length === 0 ? value : withValue(map[key], rest, value)};
}
