import type {DefinedStage, PipelineDefinition} from './extend-pipeline.js';
import type {PipelineFailure} from './failure.js';
import {type Combination, instanceId, valueLabel} from './instance-id.js';
import {type ParamTree, withParam} from './param-tree.js';
import type {Axis} from './written-pipeline.js';

/** A stage with one value on each axis that reaches it; its inputs name instances. */
export type Instance = DefinedStage & {
  /** The id of the stage as written; the instance's own where no axis reaches it. */
  instanceOf: string;
};

/** An instance of each stage for each combination of the axes that lie on it or on what it reads. */
export function fanOut({stages, axes}: PipelineDefinition): Instance[] {
  const reaching = axesReaching(stages, axes);
  const idOf = (stage: string, values: Combination): string =>
    instanceId(stage, reaching.get(stage) ?? [], values, axes);
  return stages.flatMap((stage) =>
    combinations(reaching.get(stage.id) ?? []).map((values) => ({
      ...stage,
      id: idOf(stage.id, values),
      instanceOf: stage.id,
      inputs: stage.inputs.map((input) => ({...input, from: idOf(input.from, values)})),
      params: paramsOf(stage, values),
    })),
  );
}

/** Values that stand twice on an axis: two instances would have one name. */
export function repeatedValues(axes: readonly Axis[]): PipelineFailure[] {
  return axes.flatMap(({stage, param, values}) => {
    const labels = values.map(({value}) => valueLabel(value));
    return values
      .filter((_, i) => labels.indexOf(labels[i] as string) < i)
      .map(({value, at}) => ({
        kind: 'repeated-value',
        name: `${stage}.${param}`,
        value: JSON.stringify(value),
        at,
      }));
  });
}

/** The axes of each stage and of all stages before it, in the order in which they are written. */
function axesReaching(stages: readonly DefinedStage[], axes: readonly Axis[]): Map<string, Axis[]> {
  const byId = new Map(stages.map((stage) => [stage.id, stage]));
  const reaching = new Map<string, Axis[]>();
  const visit = (id: string): readonly Axis[] => {
    const known = reaching.get(id);
    if (known) return known;
    const before = new Set(byId.get(id)?.inputs.flatMap(({from}) => visit(from)));
    const found = axes.filter((axis) => axis.stage === id || before.has(axis));
    reaching.set(id, found);
    return found;
  };
  for (const {id} of stages) visit(id);
  return reaching;
}

/** One value of each axis, in every way; the last axis changes first. */
function combinations(axes: readonly Axis[]): Combination[] {
  return axes.reduce<Combination[]>(
    (before, axis) =>
      before.flatMap((values) => axis.values.map((value) => new Map([...values, [axis, value]]))),
    [new Map()],
  );
}

function paramsOf(stage: DefinedStage, values: Combination): ParamTree {
  return [...values]
    .filter(([axis]) => axis.stage === stage.id)
    .reduce((params, [{param}, {value, at}]) => withParam(params, param, value, at), stage.params);
}
