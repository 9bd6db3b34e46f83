import type {ExplanationSteps} from '../part-values.js';
import type {Mask} from '../text-masker.js';

/** Runs a method to its end on a game of one class. */
export function runGame<Result>(steps: ExplanationSteps<Result>, game: (mask: Mask) => number): Result {
  for (let step = steps.next(); ; ) {
    if (step.done) return step.value;
    step = steps.next(step.value.masks.map((mask) => Float64Array.of(game(mask))));
  }
}
