import type {PipelineFailure} from './failure.js';
import {overlaid, withParam} from './param-tree.js';
import type {WrittenPipeline} from './written-pipeline.js';
import type {WrittenStage} from './written-stage.js';
import type {Assignment, Axis} from './written-values.js';
import type {Position} from './yaml-position.js';

/** A stage with all that its file and those it extends say of it; not yet fanned out. */
export type DefinedStage = WrittenStage & {uses: {name: string}};

/** What a file and those it extends say together. */
export interface PipelineDefinition {
  stages: DefinedStage[];
  axes: Axis[];
}

/** What the first file of a chain extends. */
export const nothingDefined: PipelineDefinition = {stages: [], axes: []};

/** The definition with what a file that extends it adds, changes and sets. */
export function extendDefinition(
  parent: PipelineDefinition,
  written: WrittenPipeline,
): {definition: PipelineDefinition; failures: PipelineFailure[]} {
  const kept = withoutStages(parent, new Set(written.without.map(({name}) => name)));
  const stages = new Map(kept.stages.map((stage) => [stage.id, stage]));
  for (const stage of written.stages) stages.set(stage.id, changedStage(stages.get(stage.id), stage));
  const failures = [
    ...unknownStages(
      written.without.map(({name: stage, at}) => ({stage, at})),
      parent.stages.map(({id}) => id),
    ),
    ...unknownStages([...written.set, ...written.matrix], [...stages.keys()]),
    ...matrixFailures(written),
  ];
  for (const {stage, param, value, at} of written.set) {
    const found = stages.get(stage);
    if (found) stages.set(stage, {...found, params: withParam(found.params, param, value, at)});
  }
  const axes = [...kept.axes.filter((axis) => !isFixedBy(axis, written)), ...written.matrix];
  return {definition: {stages: [...stages.values()], axes}, failures};
}

/** Leaves stages out, with the inputs that they fed and the values that they were given. */
function withoutStages({stages, axes}: PipelineDefinition, left: ReadonlySet<string>): PipelineDefinition {
  return {
    stages: stages
      .filter(({id}) => !left.has(id))
      .map((stage) => ({...stage, inputs: stage.inputs.filter(({from}) => !left.has(from))})),
    axes: axes.filter(({stage}) => !left.has(stage)),
  };
}

/** Params belong to a package: those given for another package are dropped, its wiring is kept. */
function changedStage(parent: DefinedStage | undefined, child: WrittenStage): DefinedStage {
  if (parent === undefined) return {...child, uses: child.uses ?? {name: child.id, at: child.at}};
  const samePackage = child.uses === undefined || child.uses.name === parent.uses.name;
  const rewired = new Set(child.inputs.map(({port}) => port));
  return {
    id: child.id,
    at: child.at,
    uses: child.uses ?? parent.uses,
    inputs: [...parent.inputs.filter(({port}) => !rewired.has(port)), ...child.inputs],
    params: samePackage ? overlaid(parent.params, child.params) : child.params,
  };
}

/** Whether a file gives a param, or a map around it, another value or other values. */
function isFixedBy(axis: Axis, written: WrittenPipeline): boolean {
  const stage = written.stages.find(({id}) => id === axis.stage);
  const given = [
    ...Object.keys(stage?.params.value ?? {}),
    ...[...written.set, ...written.matrix]
      .filter((entry) => entry.stage === axis.stage)
      .map(({param}) => param),
  ];
  return given.some((param) => axis.param === param || axis.param.startsWith(`${param}.`));
}

function unknownStages(named: readonly {stage: string; at: Position}[], known: string[]): PipelineFailure[] {
  return named
    .filter(({stage}) => !known.includes(stage))
    .map(({stage, at}) => ({kind: 'unknown-stage', name: stage, known, at}));
}

function matrixFailures({set, matrix}: WrittenPipeline): PipelineFailure[] {
  return matrix.flatMap((axis) => {
    const fixed = set.find((assignment) => isSameParam(assignment, axis));
    return fixed === undefined
      ? []
      : [{kind: 'set-and-matrix', name: `${axis.stage}.${axis.param}`, at: fixed.at}];
  });
}

function isSameParam(a: Assignment, b: Axis): boolean {
  return a.stage === b.stage && a.param === b.param;
}
