/** A stage, as far as the order of stages goes. */
interface Reader {
  id: string;
  inputs: readonly {from: string}[];
}

/**
 * The stages with each after those that it reads, else as written; inputs that name none of them are passed over.
 * Where stages wait for each other, `cycle` holds them, each reading the next, and the order counts for nothing.
 * The time grows with the number of inputs alone, and a chain may be of any length: there is no recursion.
 */
export function readingOrder<Stage extends Reader>(
  stages: readonly Stage[],
): {order: Stage[]; cycle?: Stage[]} {
  const byId = new Map(stages.map((stage) => [stage.id, stage]));
  const done = new Set<Stage>();
  /** Stages whose inputs are being gone through, each read by the one before. */
  const path = new Set<Stage>();
  for (const start of stages) {
    const open = [inputsOf(start, byId)];
    path.add(start);
    for (let reading = open.at(-1); reading !== undefined; reading = open.at(-1)) {
      const {value: read, done: isAtEnd} = done.has(reading.stage) ? ended : reading.inputs.next();
      if (isAtEnd) {
        path.delete(reading.stage);
        done.add(reading.stage);
        open.pop();
      } else if (path.has(read)) {
        const chain = [...path];
        return {order: [...stages], cycle: chain.slice(chain.indexOf(read))};
      } else if (!done.has(read)) {
        path.add(read);
        open.push(inputsOf(read, byId));
      }
    }
  }
  return {order: [...done]};
}

const ended = {done: true, value: undefined} as const;

/** A stage with those that it reads, to be gone through once. */
function inputsOf<Stage extends Reader>(
  stage: Stage,
  byId: ReadonlyMap<string, Stage>,
): {stage: Stage; inputs: Iterator<Stage, undefined>} {
  return {stage, inputs: stage.inputs.flatMap(({from}) => byId.get(from) ?? []).values()};
}
