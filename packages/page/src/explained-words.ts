import type {ExplainedPiece, Explanation} from './explanation.js';
import {wordSpans} from './word-spans.js';

/** A word of an explained text with the values of its pieces added up. */
export interface ExplainedWord {
  /** Text between the word before and this one. */
  before: string;
  /** Empty where the piece covers no visible character. */
  text: string;
  /** The tokens it is made of. */
  tokens: string[];
  /** By class. */
  values: number[];
}

/** The words of a text, see {@link wordSpans}, and what follows the last of them. */
export function explainedWords({text, pieces}: Pick<Explanation, 'text' | 'pieces'>): {
  words: ExplainedWord[];
  after: string;
} {
  let cursor = 0;
  const words = wordSpans(text, pieces).map(({start, end, pieces: places}): ExplainedWord => {
    const ofWord = places.map((place) => pieces[place] as ExplainedPiece);
    const word = {
      before: start < end ? text.slice(cursor, start) : '',
      text: text.slice(start, end),
      tokens: ofWord.map(({token}) => token),
      values: sums(ofWord),
    };
    if (start < end) cursor = end;
    return word;
  });
  return {words, after: text.slice(cursor)};
}

function sums(pieces: readonly ExplainedPiece[]): number[] {
  return (pieces[0]?.values ?? []).map((_, label) =>
    pieces.reduce((sum, {values}) => sum + (values[label] ?? 0), 0),
  );
}
