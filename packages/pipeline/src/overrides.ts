import {parse} from 'yaml';
import {argumentValues} from './argument-values.js';
import type {PipelineFailure} from './failure.js';
import {withParam} from './param-tree.js';
import type {PipelineFile} from './pipeline-file.js';
import type {Position} from './yaml-position.js';

/** One `--set stage.param=value`. */
export interface Override {
  /** A stage, which stands for all its instances, or one instance: `train@seed=1`. */
  stage: string;
  /** Dotted where the param is a map: `files.train`. */
  param: string;
  /** Typed as YAML types a plain scalar, list or map. */
  value: unknown;
  at: Position;
}

/** An instance's name may hold numbers with a dot; the first dot before a letter ends it. */
const OVERRIDE = /^([^.=@\s]+(?:@\S*?(?=\.[A-Za-z_]))?)\.([^=\s]+)=(.*)$/s;

/** Reads every `--set stage.param=value` and `--set=stage.param=value` of a command line. */
export function readOverrides(argv: readonly string[]): {overrides: Override[]; failures: PipelineFailure[]} {
  const overrides: Override[] = [];
  const failures: PipelineFailure[] = [];
  for (const text of argumentValues(argv, '--set')) {
    const at = {file: '--set', column: 1, text};
    const [, stage, param, value] = text.match(OVERRIDE) ?? [];
    if (stage === undefined || param === undefined || value === undefined)
      failures.push({kind: 'wrong-override', message: `"${text}" is not an override`, at});
    else if (param.split('.').includes('__proto__'))
      failures.push({kind: 'wrong-override', message: 'no param may be called __proto__', at});
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
  const stageNames = [...new Set(pipeline.stages.map((stage) => stage.instanceOf))];
  const instanceNames = pipeline.stages.map((stage) => stage.id);
  const failures = overrides
    .filter(({stage}) => ![...stageNames, ...instanceNames].includes(stage))
    .map(({stage, at}): PipelineFailure => {
      return {
        kind: 'unknown-stage',
        name: stage,
        known: stage.includes('@') ? instanceNames : stageNames,
        at,
      };
    });
  const stages = pipeline.stages.map((entry) => ({
    ...entry,
    params: overrides
      .filter(({stage}) => stage === entry.instanceOf || stage === entry.id)
      .reduce((params, {param, value, at}) => withParam(params, param, value, at), entry.params),
  }));
  return {pipeline: {...pipeline, stages}, failures};
}
