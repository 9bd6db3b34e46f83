import {z} from 'zod';

/** Params of the tokenize stage. */
export const tokenizeParams = z.strictObject({
  maxLength: z
    .int()
    // Two special tokens and one of the text.
    .min(3)
    .default(512)
    .describe('most tokens of a row, special tokens included; what is beyond is cut off'),
});
