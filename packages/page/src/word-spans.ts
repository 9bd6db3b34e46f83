/** A stretch of a text, in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

/** A word, or what stands alone, such as a sign; without white space around it. */
export interface WordSpan extends Span {
  /** Places of its pieces among those given. */
  pieces: number[];
}

/**
 * The words that the pieces of a text make, in the text's order. Pieces that share characters, or that meet
 * inside a word, become one word; scripts written without spaces keep their pieces apart. A piece without
 * visible characters stands alone, and its span is empty.
 */
export function wordSpans(text: string, pieces: readonly Span[]): WordSpan[] {
  const words: WordSpan[] = [];
  let cursor = 0;
  for (const piece of [...pieces.keys()].sort((a, b) => at(pieces, a).start - at(pieces, b).start)) {
    const {start, end} = withoutOuterSpace(text, at(pieces, piece));
    const last = words.at(-1);
    const visible = start < end;
    if (visible && last && last.start < last.end && (start < cursor || meetInsideWord(text, cursor, start))) {
      last.end = Math.max(last.end, end);
      last.pieces.push(piece);
    } else {
      const from = Math.max(start, cursor);
      words.push({start: from, end: visible ? Math.max(from, end) : from, pieces: [piece]});
    }
    if (visible) cursor = Math.max(cursor, end);
  }
  return words;
}

function withoutOuterSpace(text: string, {start, end}: Span): Span {
  const piece = text.slice(start, end);
  return {
    start: start + piece.length - piece.trimStart().length,
    end: end - (piece.length - piece.trimEnd().length),
  };
}

/** Combining marks, joiners and such, which tokenizers drop. */
const ONLY_INVISIBLE = /^[\p{M}\p{Cf}]*$/u;
/** Letters and such, but for those of scripts written without spaces. */
const WORD_CHARACTER =
  /^(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{N}\p{M}_'\u2019]/u;

/** Whether a piece that ends at `left` and one that starts at `right` belong to one word. */
function meetInsideWord(text: string, left: number, right: number): boolean {
  return (
    ONLY_INVISIBLE.test(text.slice(left, right)) &&
    WORD_CHARACTER.test(lastCharacter(text, left)) &&
    WORD_CHARACTER.test(text.slice(right, right + 2))
  );
}

/** The last code point of the text before `end`. */
function lastCharacter(text: string, end: number): string {
  return [...text.slice(Math.max(0, end - 2), end)].at(-1) ?? '';
}

function at(pieces: readonly Span[], place: number): Span {
  return pieces[place] as Span;
}
