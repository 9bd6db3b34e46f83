import type {DefinedStage, PipelineDefinition} from './extend-pipeline.js';
import type {PipelineFailure} from './failure.js';
import {type Combination, instanceId, valueLabel} from './instance-id.js';
import {type ParamTree, withParam} from './param-tree.js';
import {readingOrder} from './reading-order.js';
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
    const known = new Set<string>();
    return values
      .filter(({value}) => known.size === known.add(valueLabel(value)).size)
      .map(({value, at}) => ({
        kind: 'repeated-value',
        name: `${stage}.${param}`,
        value: JSON.stringify(value),
        at,
      }));
  });
}

/** How many instances there would be, without making any. */
export function instanceCount({stages, axes}: PipelineDefinition): number {
  return [...axesReaching(stages, axes).values()]
    .map((reaching) => reaching.reduce((count, {values}) => count * values.length, 1))
    .reduce((sum, count) => sum + count, 0);
}

/** The axes of each stage and of all before it that it does not gather, in the order in which they are written. */
function axesReaching(stages: readonly DefinedStage[], axes: readonly Axis[]): Map<string, Axis[]> {
  const reaching = new Map<string, Axis[]>();
  for (const {id, inputs} of readingOrder(stages).order) {
    const single = inputs.filter(({gathers}) => !gathers);
    const before = new Set(single.flatMap(({from}) => reaching.get(from) ?? []));
    reaching.set(
      id,
      axes.filter((axis) => axis.stage === id || before.has(axis)),
    );
  }
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
