/** A token as the tree sees it. */
export interface TreeToken {
  readonly string: string;
  /** Whether it is a round bracket whose partner is not in its group yet. */
  open: boolean;
}

const CONNECTORS = ['but', 'and', 'or'];
const SENTENCE_ENDS = ['.', '?', '!'];

/**
 * How willingly two neighbouring groups of tokens join: the scores of SHAP's text clustering, which keep
 * words, brackets, clauses and sentences together and join small groups first.
 *
 * @param left tokens of the left group, at least one
 * @param separator the string of the tokenizer's separator
 */
export function mergeScore(
  left: readonly TreeToken[],
  right: readonly TreeToken[],
  separator: string | undefined,
): number {
  const [leftFirst, leftLast] = [left[0] as TreeToken, left.at(-1) as TreeToken];
  const [rightFirst, rightLast] = [right[0] as TreeToken, right.at(-1) as TreeToken];
  if (leftLast.string === separator && rightFirst.string === separator) return Number.NEGATIVE_INFINITY;
  return (
    wordScore(leftLast.string, right) +
    bracketScore(leftFirst, leftLast, rightFirst, rightLast) +
    clauseScore(leftLast.string, rightFirst.string, right.length) -
    (left.length + right.length)
  );
}

/** Parts of one word and its apostrophe. */
function wordScore(leftLast: string, right: readonly TreeToken[]): number {
  const first = (right[0] as TreeToken).string;
  const second = right[1]?.string;
  let score = first.startsWith('##') ? 20 : 0;
  if (first === "'" && (right.length === 1 || (right.length === 2 && isShortEnding(second)))) score += 15;
  if (leftLast === "'" && isShortEnding(first)) score += 15;
  return score;
}

function bracketScore(
  leftFirst: TreeToken,
  leftLast: TreeToken,
  rightFirst: TreeToken,
  rightLast: TreeToken,
): number {
  let score = isControl(leftFirst.string) === isControl(rightLast.string) ? 0 : -1000;
  if (rightFirst.string === '(' && rightFirst.open) score -= 100;
  if (leftLast.string === ')' && leftLast.open) score -= 100;
  if (leftFirst.string === '(') score -= 2;
  return score;
}

/** Connectors, commas and sentence ends are reached across late. */
function clauseScore(leftLast: string, rightFirst: string, rightLength: number): number {
  let score = CONNECTORS.includes(leftLast) || CONNECTORS.includes(rightFirst) ? -2 : 0;
  if (leftLast === ',') score -= 10;
  if (rightFirst === ',') score -= rightLength > 1 ? 10 : 1;
  if (SENTENCE_ENDS.includes(leftLast)) score -= 20;
  if (SENTENCE_ENDS.includes(rightFirst)) score -= rightLength > 1 ? 20 : 1;
  return score;
}

/** `'t` and `'s`. */
function isShortEnding(string: string | undefined): boolean {
  return string === 't' || string === 's';
}

/** Tokens such as `[CLS]`. */
function isControl(string: string): boolean {
  return string.startsWith('[') && string.endsWith(']');
}
