import {z} from 'zod';

const share = (doc: string) => z.number().min(0).lt(1).describe(doc);

const DEFAULT_LORA_ALPHA = 16;

const withRank = 'it counts only with a loraRank of 1 or more';

const trainFields = z.strictObject({
  learningRate: z
    .number()
    .positive()
    .default(1e-3)
    .describe(
      'Peak learning rate, reached after the warm-up. The default suits a head and one trained layer; the more layers are trained, the lower: 2e-4 for three, 1e-4 for all.',
    ),
  layerDecay: z
    .number()
    .positive()
    .max(1)
    .default(1)
    .describe(
      "Layer-wise decay of the learning rate: each layer's is that of the layer above times this, the embeddings' the lowest. The head and the last layer learn at the full rate; 1 gives all the same.",
    ),
  batchSize: z.int().min(1).default(16).describe('Rows that are computed at once.'),
  accumulationSteps: z
    .int()
    .min(1)
    .default(1)
    .describe(
      'Batches whose gradients are accumulated for one step, which then is that of a batch of accumulationSteps times batchSize rows in the memory of one of batchSize rows. Steps, warm-up and learning rate count updates.',
    ),
  epochs: z
    .number()
    .positive()
    .default(3)
    .describe('Passes over the train split, also part of one such as 0.5.'),
  maxSteps: z
    .int()
    .min(0)
    .default(0)
    .describe('Steps of training in all; counts instead of epochs where it is not 0.'),
  weightDecay: z
    .number()
    .min(0)
    .default(0.01)
    .describe(
      'Share of each weight, times the learning rate, taken off at each step; spares biases and norms.',
    ),
  warmupSteps: z.int().min(0).default(0).describe('Steps in which the learning rate rises from 0.'),
  warmupRatio: share('The same as a share of all steps; counts where warmupSteps is 0.').default(0.1),
  schedule: z
    .enum(['linear', 'cosine', 'constant'])
    .default('cosine')
    .describe('After the warm-up the learning rate falls to 0 in a line or along a cosine, or stays.'),
  maxGradientNorm: z
    .number()
    .min(0)
    .default(1)
    .describe('Gradients are scaled down to this norm of all of them together; 0 leaves them as they are.'),
  labelSmoothing: share("Share of each row's target that is spread over all classes alike.").default(0),
  focalGamma: z
    .number()
    .min(0)
    .default(0)
    .describe(
      'Focal loss: each row counts (1 - probability of its class) to this power, usually 2; 0 is plain cross-entropy.',
    ),
  classWeights: z
    .union([z.enum(['none', 'balanced']), z.record(z.string(), z.number().positive())])
    .default('none')
    .describe(
      'What a row of each class counts in the loss: all alike, rare classes more (rows / (classes · rows of the class)), or a number for each label.',
    ),
  sampling: z
    .enum(['shuffled', 'balanced'])
    .default('shuffled')
    .describe(
      'Each row once an epoch, or as many rows with an equal share of each class: of frequent classes some, rare ones repeatedly.',
    ),
  groupByLength: z
    .boolean()
    .default(false)
    .describe('Make batches of rows of nearly equal length, which leaves almost no padding to compute.'),
  adamBeta1: share('Decay of the running mean of the gradients.').default(0.9),
  adamBeta2: share('Decay of the running mean of their squares.').default(0.999),
  adamEpsilon: z.number().positive().default(1e-8).describe('Added to the root of that mean.'),
  frozenLayers: z
    .union([z.int().min(0), z.literal('none')])
    .optional()
    .describe(
      'Layers that are not trained, counted from the embeddings, which any number freezes too. By default those of the features; without features none.',
    ),
  freezePooler: z
    .boolean()
    .default(false)
    .describe(
      "Leave BERT's pooler, the dense part before its classifier, as it was pretrained. Other architectures have none.",
    ),
  loraRank: z
    .int()
    .min(0)
    .default(0)
    .describe(
      "Another way of freezing (LoRA): in the layers that are not frozen, query and value keep their weights and get a trained product of two matrices of this rank beside them, merged into the weights in the end. Of the rest only the head is trained, and BERT's pooler unless freezePooler is set. 0 trains the layers themselves.",
    ),
  loraAlpha: z
    .number()
    .positive()
    .default(DEFAULT_LORA_ALPHA)
    .describe('With loraRank: the product counts loraAlpha / loraRank times.'),
  loraDropout: share('With loraRank: dropout on what goes into the product.').default(0),
  hiddenDropout: share("Dropout in the trained layers; by default the checkpoint's.").optional(),
  attentionDropout: share("Dropout on attention; by default the checkpoint's.").optional(),
  classifierDropout: share("Dropout before the classifier; by default the checkpoint's.").optional(),
  evaluationStrategy: z
    .enum(['steps', 'epoch'])
    .default('steps')
    .describe(
      'Evaluate on the validation split every evaluationSteps, or after each epoch; always at the end.',
    ),
  evaluationSteps: z
    .int()
    .min(1)
    .default(500)
    .describe('Steps from one evaluation to the next; counts where evaluationStrategy is steps.'),
  loggingSteps: z.int().min(1).default(50).describe('Write a row of history every so many steps.'),
  bestMetric: z
    .enum(['f1Weighted', 'f1Macro', 'accuracy', 'balancedAccuracy', 'matthews', 'aucMacro', 'loss'])
    .default('f1Weighted')
    .describe('The step that is best by this validation metric is kept.'),
  earlyStoppingPatience: z
    .int()
    .min(0)
    .default(0)
    .describe('Stop after so many evaluations without a better bestMetric; 0 never stops.'),
  earlyStoppingThreshold: z
    .number()
    .min(0)
    .default(0)
    .describe('What bestMetric must gain on the best so far to count as better for earlyStoppingPatience.'),
  seed: z.int().default(42).describe('Sets the new head, the order of the rows and the dropout.'),
  execution: z
    .enum(['graph', 'eager'])
    .default('graph')
    .describe(
      'Run a step as one compiled TensorFlow graph, or operation by operation (slower; for comparison).',
    ),
});

export const trainParams = trainFields
  .refine(({earlyStoppingPatience: patience, earlyStoppingThreshold: gain}) => patience > 0 || gain === 0, {
    path: ['earlyStoppingThreshold'],
    message: 'it counts only with an earlyStoppingPatience of 1 or more',
  })
  .refine(({loraRank, loraAlpha}) => loraRank > 0 || loraAlpha === DEFAULT_LORA_ALPHA, {
    path: ['loraAlpha'],
    message: withRank,
  })
  .refine(({loraRank, loraDropout}) => loraRank > 0 || loraDropout === 0, {
    path: ['loraDropout'],
    message: withRank,
  });

/** Checked, with every default filled in. */
export type TrainParams = z.output<typeof trainParams>;
