import {z} from 'zod';

/** How texts are explained. */
const METHODS = ['partition', 'exact', 'integratedGradients', 'occlusion'] as const;

/** Params of the explain stage. */
export const explainParams = z.strictObject({
  texts: z.array(z.string()).default([]).describe('texts to explain'),
  mistakes: z
    .int()
    .min(0)
    .default(0)
    .describe('how many rows that the classifier gets wrong are explained, the most confident first'),
  sample: z
    .int()
    .min(0)
    .default(0)
    .describe('how many rows, drawn at random, are explained to find the words that push each label most'),
  sampleEvaluations: z
    .int()
    .min(2, 'must be at least 2')
    .default(100)
    .describe('hidden versions of each row of the sample that may be evaluated'),
  split: z
    .enum(['train', 'validation', 'test'])
    .default('test')
    .describe('split that the sample is drawn from'),
  seed: z.int().default(42).describe('draws the sample'),
  compareUntrained: z
    .boolean()
    .default(false)
    .describe('explain texts and mistakes also by the classifier as it was before training'),
  label: z
    .string()
    .optional()
    .describe('label that the page shows first; without it each text’s most probable one'),
  mode: z
    .enum(['words', 'shap'])
    .default('words')
    .describe('what has a value: whole words, or pieces of one token each exactly as Python’s shap has them'),
  method: z
    .enum(METHODS)
    .default('partition')
    .describe('how values are found; see docs/explain.md for which to choose'),
  maxEvaluations: z
    .int()
    .min(2, 'must be at least 2: the text with everything hidden and the whole text are always evaluated')
    .default(500)
    .describe('hidden versions of each text that may be evaluated; with more, values are told apart further'),
  batchSize: z
    .int()
    .min(1)
    .default(5)
    .describe(
      'versions chosen at a time by `partition`; a larger number spends a short budget with less care',
    ),
  fixedContext: z
    .union([z.literal(0), z.literal(1)])
    .nullable()
    .default(null)
    .describe(
      '`partition` judges parts only with their neighbours hidden (0) or kept (1), at some two evaluations a ' +
        'part; null: both, which gives Owen values',
    ),
  steps: z
    .int()
    .min(2)
    .default(32)
    .describe('points at first between hidden and whole text at which `integratedGradients` takes gradients'),
  maskToken: z
    .string()
    .min(1)
    .optional()
    .describe('stands for a run of hidden parts; without it the tokenizer’s own mask stands for each token'),
});

export type ExplainParams = z.output<typeof explainParams>;
