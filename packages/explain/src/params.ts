import {z} from 'zod';

/** Params of the explain stage. */
export const explainParams = z.strictObject({
  texts: z.array(z.string()).default([]).describe('the texts to explain'),
  maxEvaluations: z
    .int()
    .min(2, 'must be at least 2: the text with all tokens hidden and the whole text are always evaluated')
    .default(500)
    .describe('hidden versions of each text that may be evaluated; with more, values are told apart further'),
  batchSize: z
    .int()
    .min(1)
    .default(5)
    .describe('versions chosen at a time; a larger number spends a short budget with less care'),
  fixedContext: z
    .union([z.literal(0), z.literal(1)])
    .nullable()
    .default(null)
    .describe(
      'judge tokens only with their neighbours hidden (0) or kept (1), at some two evaluations a token; ' +
        'null: both, which gives Owen values',
    ),
  maskToken: z
    .string()
    .min(1)
    .optional()
    .describe('stands for a run of hidden tokens; without it the tokenizer’s own mask stands for each'),
});

export type ExplainParams = z.output<typeof explainParams>;
