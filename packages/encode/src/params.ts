import {z} from 'zod';

export const encodeParams = z.strictObject({
  frozenLayers: z
    .union([z.int().min(0), z.literal('all-but-last')])
    .default('all-but-last')
    .describe(
      'How many layers to apply, counted from the embeddings; training leaves these as they are. 0 applies the embeddings alone.',
    ),
});
