import type {Explanation} from '@retune/page';
import {explanationOf} from '@retune/page/testing';
import type {Sample} from './sample.js';

/** Pieces like a tokenizer's, with values that add up from the base values to the outputs. */
export function sampleExplanation({text, outputs}: Sample['explained'][number]): Explanation {
  const pieces = [...text.matchAll(/[\p{L}\p{N}]{1,9}\s?|[^\s]\s?/gu)].map((match) => ({
    token: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
  pieces.unshift({token: '', start: 0, end: 0});
  pieces.push({token: '', start: text.length, end: text.length});
  const baseValues = outputs.map((_, label) => (label === outputs.length - 1 ? 0.335 : 0.133));
  const weights = pieces.map(({token, start}, place) =>
    outputs.map((output, label) => sampleWeight(token, start + place * label, output)),
  );
  const totals = outputs.map((_, label) => weights.reduce((total, row) => total + (row[label] ?? 0), 0));
  return explanationOf(text, outputs.length, {
    pieces: pieces.map((piece, place) => ({
      ...piece,
      values: outputs.map(
        (output, label) =>
          ((weights[place]?.[label] ?? 0) * (output - (baseValues[label] ?? 0))) / (totals[label] ?? 1),
      ),
    })),
    baseValues,
    outputs,
    predicted: outputs.indexOf(Math.max(...outputs)),
    mode: 'shap',
  });
}

/** Long words weigh most and special tokens nothing; about a third of the words pull the other way. */
function sampleWeight(token: string, seed: number, output: number): number {
  const wave = Math.sin(seed * 12.9898 + output) * 0.5 + 0.35;
  return wave * token.length ** 1.5;
}
