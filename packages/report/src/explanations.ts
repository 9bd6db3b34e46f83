import type {Table, Vector} from 'apache-arrow';
import type {ExplainedPiece, Explanation} from './report-data.js';

/** The explained texts, in the order of the table. */
export function explanations(attributions: Table): Explanation[] {
  const read = (name: string, row: number) => attributions.getChild(name)?.get(row);
  const list = (name: string, row: number) => [...(read(name, row) as Vector)];
  return Array.from({length: attributions.numRows}, (_, row) => ({
    text: read('text', row) as string,
    pieces: pieces(list('tokens', row), list('starts', row), list('ends', row), list('values', row)),
    baseValues: list('baseValues', row),
    outputs: list('outputs', row),
    method: read('method', row) as string,
    evaluations: read('evaluations', row) as number,
    budget: read('budget', row) as number,
  }));
}

function pieces(
  tokens: readonly string[],
  starts: readonly number[],
  ends: readonly number[],
  values: readonly Iterable<number>[],
): ExplainedPiece[] {
  return tokens.map((token, place) => ({
    token: token.trim(),
    start: starts[place] ?? 0,
    end: ends[place] ?? 0,
    values: [...(values[place] ?? [])],
  }));
}
