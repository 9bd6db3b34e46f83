import type {SpecialTokens} from './special-tokens.js';

/** The ids of a text cut to `maxLength`, the special tokens behind it kept, as tokenizers truncate. */
export function truncatedIds(
  inputIds: number[],
  maxLength: number,
  {suffixLength}: Pick<SpecialTokens, 'suffixLength'>,
): number[] {
  if (inputIds.length <= maxLength) return inputIds;
  const suffix = inputIds.slice(inputIds.length - suffixLength);
  return [...inputIds.slice(0, maxLength - suffixLength), ...suffix];
}
