import {z} from 'zod';

export const reportParams = z.strictObject({
  title: z.string().min(1).default('Text classifier').describe('Heading of the page'),
  rows: z
    .int()
    .min(0)
    .max(5000)
    .default(1000)
    .describe(
      'How many rows that deserve a look are listed at most, those of the judged split before others',
    ),
  bootstrapSamples: z
    .int()
    .min(100)
    .max(100_000)
    .default(1000)
    .describe(
      'Bootstrap samples behind the intervals of differences, where several evaluations are compared',
    ),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .default(42)
    .describe('Seed of those bootstrap samples'),
});
export type ReportParams = z.output<typeof reportParams>;
