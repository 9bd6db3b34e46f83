import {StageError} from '@retune/stage';
import {Tokenizer} from 'tokenizers';

/**
 * Opens a tokenizer.json of Hugging Face's tokenizers. Rows are cut at `maxLength` tokens, special tokens
 * included, and never padded, whatever the file says of either. Throws {@link StageError} for a broken file.
 */
export function openTokenizer(path: string, maxLength: number): Tokenizer {
  let tokenizer: Tokenizer;
  try {
    tokenizer = Tokenizer.fromFile(path);
  } catch (error) {
    throw new StageError(
      {
        where: 'tokenizer.json',
        what: `the checkpoint's tokenizer cannot be read (${(error as Error).message})`,
        mend: 'Name a checkpoint whose tokenizer.json is that of a fast tokenizer.',
      },
      {cause: error},
    );
  }
  tokenizer.disablePadding();
  tokenizer.setTruncation(maxLength);
  return tokenizer;
}
