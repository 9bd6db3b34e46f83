import {Tokenizer} from 'tokenizers';

/** Reads a tokenizer.json; truncation and padding, which the file may ask for, are turned off. */
export function loadTokenizer(path: string): Tokenizer {
  const tokenizer = Tokenizer.fromFile(path);
  tokenizer.disableTruncation();
  tokenizer.disablePadding();
  return tokenizer;
}
