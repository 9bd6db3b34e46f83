import {z} from 'zod';

/** Params of the evaluate stage. */
export const evaluateParams = z.strictObject({
  split: z
    .enum(['train', 'validation', 'test'])
    .default('test')
    .describe('the rows that the classifier is judged by'),
});

export type EvaluateParams = z.output<typeof evaluateParams>;
