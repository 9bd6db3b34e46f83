import {z} from 'zod';

export const reportParams = z.strictObject({
  title: z.string().min(1).default('Text classifier').describe('Heading of the page'),
  mistakes: z
    .int()
    .min(0)
    .max(100)
    .default(8)
    .describe('How many of the mistakes made with most confidence are listed'),
});
export type ReportParams = z.output<typeof reportParams>;
