import type {Explanation} from '../explanation.js';

/** A text whose words, cut at white space, have values of no meaning that add up to the outputs. */
export function explanationOf(
  text: string,
  classes: number,
  changed: Partial<Explanation> = {},
): Explanation {
  const pieces = [...text.matchAll(/\S+/g)].map(({0: token, index}, place) => ({
    token,
    start: index,
    end: index + token.length,
    values: Array.from({length: classes}, (_, id) => Math.sin(13 * (place + 1) + 7 * id) / (20 * classes)),
  }));
  const baseValues = Array.from({length: classes}, () => 1 / classes);
  const outputs = baseValues.map((base, id) =>
    pieces.reduce((sum, {values}) => sum + (values[id] as number), base),
  );
  return {
    source: 'chosen',
    model: 'tuned',
    row: null,
    label: null,
    text,
    readTo: text.length,
    pieces,
    baseValues,
    outputs,
    gap: 0,
    predicted: outputs.indexOf(Math.max(...outputs)),
    mode: 'words',
    method: 'partition',
    evaluations: 500,
    budget: 500,
    comprehensiveness: 0.4,
    sufficiency: 0.1,
    ...changed,
  };
}
