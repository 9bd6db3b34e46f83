import {parseShallowJson} from '@retune/encoder/shallow-json';
import {StageError} from '@retune/stage';

/** What is looked at of a tokenizer.json; it may be missing or of another form. */
export interface TokenizerJson {
  padding?: {pad_id?: unknown} | null;
  added_tokens?: {id?: unknown; content?: unknown}[];
  /** Token to id, or for a Unigram model a list of token and score by id. */
  model?: {vocab?: Record<string, unknown> | [string, number][]} | null;
}

/** Tokenizers of the hub have up to some thousand; 300,000 take minutes to read. */
const MOST_ADDED_TOKENS = 20_000;

/** Reads the text of a tokenizer.json. Throws {@link StageError} where no tokenizer can be made of it. */
export function readTokenizerJson(text: string): TokenizerJson {
  const tokenizer = parsed(text);
  const added = tokenizer.added_tokens?.length ?? 0;
  if (added > MOST_ADDED_TOKENS)
    throw unusable(`it adds ${added} tokens to its vocabulary; at most ${MOST_ADDED_TOKENS} are read`);
  const vocabulary = tokenizer.model?.vocab;
  if (typeof vocabulary === 'object' && vocabulary !== null && Object.keys(vocabulary).length === 0)
    throw unusable('its vocabulary is empty');
  return tokenizer;
}

function parsed(text: string): TokenizerJson {
  let value: unknown;
  try {
    value = parseShallowJson(text);
  } catch (cause) {
    throw unusable(`the file is not JSON (${(cause as Error).message})`, cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw unusable('the file holds no JSON object');
  return value;
}

function unusable(what: string, cause?: unknown): StageError {
  const mend = 'Use a checkpoint whose tokenizer.json is that of a fast tokenizer.';
  return new StageError({where: 'tokenizer.json', what, mend}, {cause});
}
