import type {Table, Vector} from 'apache-arrow';
import type {ExplainedPiece, Explanation} from './explanation.js';

/** The explained texts of an attributions table, in its order. */
export function explanations(attributions: Table): Explanation[] {
  return Array.from({length: attributions.numRows}, (_, row) => {
    const read = <T>(name: string) => attributions.getChild(name)?.get(row) as T;
    const list = <T>(name: string) => [...read<Iterable<T>>(name)];
    return {
      source: read('source'),
      model: read('model'),
      row: read('row'),
      label: read('label'),
      text: read('text'),
      readTo: read('readTo'),
      pieces: pieces(list('tokens'), list('starts'), list('ends'), list('values')),
      baseValues: list('baseValues'),
      outputs: list('outputs'),
      gap: read('gap'),
      predicted: read('predicted'),
      mode: read('mode'),
      method: read('method'),
      evaluations: read('evaluations'),
      budget: read('budget'),
      comprehensiveness: read('comprehensiveness'),
      sufficiency: read('sufficiency'),
    };
  });
}

function pieces(
  tokens: readonly string[],
  starts: readonly number[],
  ends: readonly number[],
  values: readonly Vector[],
): ExplainedPiece[] {
  return tokens.map((token, place) => ({
    token: token.trim(),
    start: starts[place] ?? 0,
    end: ends[place] ?? 0,
    values: [...(values[place] ?? [])],
  }));
}
