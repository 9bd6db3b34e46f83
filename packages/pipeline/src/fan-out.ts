import type {DefinedStage, PipelineDefinition} from './extend-pipeline.js';
import type {PipelineFailure} from './failure.js';
import {type Combination, instanceId, valueLabel} from './instance-id.js';
import {type ParamTree, withParam} from './param-tree.js';
import type {StageInput} from './stage-input.js';
import type {Axis} from './written-values.js';

/** A stage with one value on each axis that reaches it; its inputs name instances. */
export type Instance = DefinedStage & {
  /** The id of the stage as written; the instance's own where no axis reaches it. */
  instanceOf: string;
};

/** An instance of each stage for each combination of the axes that lie on it or on what it reads. */
export function fanOut({stages, axes}: PipelineDefinition): Instance[] {
  const reaching = axesReaching(stages, axes);
  const axesOf = (stage: string) => reaching.get(stage) ?? [];
  const idOf = (stage: string, values: Combination) => instanceId(stage, axesOf(stage), values, axes);
  const gathered = (input: StageInput): StageInput[] =>
    combinations(axesOf(input.from)).map((values) => ({
      ...input,
      from: idOf(input.from, values),
      values: Object.fromEntries(
        [...values].map(([{stage, param}, {value}]) => [`${stage}.${param}`, value]),
      ),
    }));
  return stages.flatMap((stage) =>
    combinations(axesOf(stage.id)).map((values) => ({
      ...stage,
      id: idOf(stage.id, values),
      instanceOf: stage.id,
      inputs: stage.inputs.flatMap((input) =>
        input.gathers ? gathered(input) : [{...input, from: idOf(input.from, values)}],
      ),
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

/** The axes of each stage and of all before it that it does not gather, in the order in which they are written. */
function axesReaching(stages: readonly DefinedStage[], axes: readonly Axis[]): Map<string, Axis[]> {
  const byId = new Map(stages.map((stage) => [stage.id, stage]));
  const reaching = new Map<string, Axis[]>();
  const visit = (id: string): readonly Axis[] => {
    const known = reaching.get(id);
    if (known) return known;
    const single = byId.get(id)?.inputs.filter(({gathers}) => !gathers);
    const before = new Set(single?.flatMap(({from}) => visit(from)));
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
