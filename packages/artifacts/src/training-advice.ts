import {z} from 'zod';

/** Something to try where a tuned classifier is no better than bag of words, by what its training showed. */
export const trainingAdvice = z.object({
  kind: z.enum(['raise-learning-rate', 'lower-learning-rate', 'train-longer', 'train-layers', 'label-more']),
  /** `stage.param=value`, as `--set` takes them; none where no param would help. */
  set: z.array(z.string()),
  /** What the training showed, as words that go on from a colon. */
  because: z.string(),
});

export type TrainingAdvice = z.output<typeof trainingAdvice>;

/** What to try, such as `--set train.epochs=6`. */
export function adviceText({set}: TrainingAdvice): string {
  return set.length === 0 ? 'more labelled texts' : set.map((setting) => `--set ${setting}`).join(' ');
}
