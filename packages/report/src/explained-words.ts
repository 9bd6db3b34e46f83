import type {ExplainedPiece, Explanation} from './report-data.js';

/** A word of an explained text with the values of its pieces added up (SHAP values are additive). */
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

/**
 * The words of a text, and what follows the last of them. Pieces that share characters, or that meet inside
 * a word, become one word; scripts written without spaces keep their pieces apart.
 */
export function explainedWords({text, pieces}: Explanation): {words: ExplainedWord[]; after: string} {
  const words: ExplainedWord[] = [];
  let cursor = 0;
  for (const piece of [...pieces].sort((a, b) => a.start - b.start)) {
    const {start, end} = withoutOuterSpace(text, piece);
    const last = words.at(-1);
    if (last?.text && start < end && (start < cursor || (start === cursor && insideWord(text, start)))) {
      last.text += text.slice(cursor, end);
      last.tokens.push(piece.token);
      last.values = last.values.map((value, label) => value + (piece.values[label] ?? 0));
    } else {
      const from = Math.max(start, cursor);
      words.push({
        before: start < end ? text.slice(cursor, from) : '',
        text: text.slice(from, end),
        tokens: [piece.token],
        values: piece.values,
      });
    }
    if (start < end) cursor = Math.max(cursor, end);
  }
  return {words, after: text.slice(cursor)};
}

function withoutOuterSpace(text: string, {start, end}: ExplainedPiece): {start: number; end: number} {
  const piece = text.slice(start, end);
  return {
    start: start + piece.length - piece.trimStart().length,
    end: end - (piece.length - piece.trimEnd().length),
  };
}

const WORD_CHARACTER = /[\p{L}\p{N}\p{M}_'\u2019]/u;
const WRITTEN_WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function insideWord(text: string, place: number): boolean {
  const [left, right] = [text[place - 1] ?? '', text[place] ?? ''];
  return (
    WORD_CHARACTER.test(left) && WORD_CHARACTER.test(right) && !WRITTEN_WITHOUT_SPACES.test(left + right)
  );
}
