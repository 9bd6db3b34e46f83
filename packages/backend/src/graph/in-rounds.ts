/** The items `size` at a time, in order; the last round may be smaller. Takes no item before its round is due. */
export function* inRounds<Item>(items: Iterable<Item>, size: number): Generator<Item[]> {
  let round: Item[] = [];
  for (const item of items) {
    round.push(item);
    if (round.length < size) continue;
    yield round;
    round = [];
  }
  if (round.length > 0) yield round;
}
