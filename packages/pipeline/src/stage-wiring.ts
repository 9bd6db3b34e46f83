import type {PipelineFailure} from './failure.js';
import {readingOrder} from './reading-order.js';
import type {WrittenStage} from './written-stage.js';

/** A stage, as far as its wiring goes. */
type WiredStage = Pick<WrittenStage, 'id' | 'inputs'>;

/** Inputs that name no stage of the file, and cycles: Nx could not even draw such a graph. */
export function wiringFailures(stages: readonly WiredStage[]): PipelineFailure[] {
  const known = stages.map((stage) => stage.id);
  const isKnown = new Set(known);
  const unknown = stages.flatMap((stage) =>
    stage.inputs
      .filter((input) => !isKnown.has(input.from))
      .map((input): PipelineFailure => ({kind: 'unknown-stage', name: input.from, known, at: input.at})),
  );
  const {cycle} = readingOrder(stages);
  return cycle ? [...unknown, cycleFailure(cycle)] : unknown;
}

/** At the input that closes the cycle: the last stage's of the first. */
function cycleFailure(cycle: readonly WiredStage[]): PipelineFailure {
  const [first, last] = [cycle[0], cycle.at(-1)] as [WiredStage, WiredStage];
  const closing = last.inputs.find(({from}) => from === first.id) as WiredStage['inputs'][number];
  return {kind: 'cycle', stages: [...cycle.map(({id}) => id), first.id], at: closing.at};
}
