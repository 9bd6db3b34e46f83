import {z} from 'zod';

/** Params of the evaluate stage. */
export const evaluateParams = z.strictObject({
  split: z
    .enum(['train', 'validation', 'test'])
    .default('test')
    .describe('the rows that the classifier is judged by'),
  bootstrapSamples: z
    .int()
    .min(0)
    .max(100_000)
    .default(1000)
    .describe('how often the rows are drawn again for the 95 % intervals; 0 leaves the intervals out'),
  seed: z.int().default(42).describe('chooses the rows that are drawn'),
});

export type EvaluateParams = z.output<typeof evaluateParams>;
