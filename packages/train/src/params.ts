import {z} from 'zod';

const share = (doc: string) => z.number().min(0).lt(1).describe(doc);

export const trainParams = z.strictObject({
  learningRate: z
    .number()
    .positive()
    .default(2e-5)
    .describe('Peak learning rate, reached after the warm-up.'),
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
  epochs: z.int().min(1).default(3).describe('Passes over the train split.'),
  weightDecay: z
    .number()
    .min(0)
    .default(0.01)
    .describe(
      'Share of each weight, times the learning rate, taken off at each step; spares biases and norms.',
    ),
  warmupSteps: z.int().min(0).default(0).describe('Steps in which the learning rate rises from 0.'),
  warmupRatio: share('The same as a share of all steps; counts where warmupSteps is 0.').default(0),
  schedule: z
    .enum(['linear', 'constant'])
    .default('linear')
    .describe('After the warm-up the learning rate falls in a line to 0, or stays.'),
  maxGradientNorm: z
    .number()
    .positive()
    .default(1)
    .describe('Gradients are scaled down to this norm of all of them together.'),
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
      'Another way of freezing (LoRA): in the layers that are not frozen, query and value keep their weights and get a trained product of two matrices of this rank beside them, merged into the weights in the end. Of the rest only the head is trained. 0 trains the layers themselves.',
    ),
  loraAlpha: z
    .number()
    .positive()
    .default(16)
    .describe('With loraRank: the product counts loraAlpha / loraRank times.'),
  loraDropout: share('With loraRank: dropout on what goes into the product.').default(0),
  hiddenDropout: share("Dropout in the trained layers; by default the checkpoint's.").optional(),
  attentionDropout: share("Dropout on attention; by default the checkpoint's.").optional(),
  classifierDropout: share("Dropout before the classifier; by default the checkpoint's.").optional(),
  evaluationSteps: z
    .int()
    .min(1)
    .default(500)
    .describe('Evaluate on the validation split every so many steps.'),
  loggingSteps: z.int().min(1).default(50).describe('Write a row of history every so many steps.'),
  bestMetric: z
    .enum(['f1Weighted', 'accuracy', 'loss'])
    .default('f1Weighted')
    .describe('The step that is best by this validation metric is kept.'),
  seed: z.int().default(42).describe('Sets the new head, the order of the rows and the dropout.'),
  execution: z
    .enum(['graph', 'eager'])
    .default('graph')
    .describe(
      'Run a step as one compiled TensorFlow graph, or operation by operation (slower; for comparison).',
    ),
});

/** Checked, with every default filled in. */
export type TrainParams = z.output<typeof trainParams>;
