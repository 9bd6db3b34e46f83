import type {PipelineFailure} from './failure.js';
import type {WrittenStage} from './written-stage.js';

/** A stage, as far as its wiring goes. */
type WiredStage = Pick<WrittenStage, 'id' | 'inputs'>;

/** Inputs that name no stage of the file, and cycles: Nx could not even draw such a graph. */
export function wiringFailures(stages: readonly WiredStage[]): PipelineFailure[] {
  const known = stages.map((stage) => stage.id);
  const unknown = stages.flatMap((stage) =>
    stage.inputs
      .filter((input) => !known.includes(input.from))
      .map((input): PipelineFailure => ({kind: 'unknown-stage', name: input.from, known, at: input.at})),
  );
  const cycle = findCycle(stages);
  return cycle ? [...unknown, cycle] : unknown;
}

function findCycle(stages: readonly WiredStage[]): PipelineFailure | undefined {
  const byId = new Map(stages.map((stage) => [stage.id, stage]));
  const finished = new Set<string>();
  const visit = (stage: WiredStage, path: string[]): PipelineFailure | undefined => {
    if (finished.has(stage.id)) return undefined;
    for (const input of stage.inputs) {
      const seen = [...path, stage.id];
      if (seen.includes(input.from))
        return {kind: 'cycle', stages: [...seen.slice(seen.indexOf(input.from)), input.from], at: input.at};
      const next = byId.get(input.from);
      const found = next && visit(next, seen);
      if (found) return found;
    }
    finished.add(stage.id);
    return undefined;
  };
  for (const stage of stages) {
    const found = visit(stage, []);
    if (found) return found;
  }
  return undefined;
}
