import {lengthBatches} from '@retune/encoder';
import {requireFiniteLogits, type StepRate} from './require-finite.js';
import type {StepExecutor} from './step-executor.js';
import type {TrainingProgram} from './training-program.js';
import {type ValidationMetrics, validationMetrics} from './validation-metrics.js';

/** About the tokens of a batch that is only evaluated: larger ones are no faster. */
const TOKENS_PER_BATCH = 2048;

/**
 * Metrics of the executor's weights, made by the step given, on some rows; undefined where there are none. Throws
 * StageError where the logits are not finite.
 */
export function validate(
  {input, classes}: TrainingProgram,
  executor: StepExecutor,
  {rows, labelOf}: {rows: readonly number[]; labelOf: (row: number) => number},
  rate: StepRate,
): ValidationMetrics | undefined {
  if (rows.length === 0) return undefined;
  const logits = {classes, values: new Float32Array(rows.length * classes)};
  const lengths = rows.map((row) => input.tokens(row));
  const batches = lengthBatches(lengths, TOKENS_PER_BATCH);
  function* feeds() {
    for (const places of batches) yield input.read(places.map((place) => rows[place] as number));
  }
  const placesOf = batches.values();
  for (const values of executor.logits(feeds())) {
    requireFiniteLogits(values, 'validation', rate);
    const places = placesOf.next().value as number[];
    places.forEach((place, i) => {
      logits.values.set(values.subarray(i * classes, (i + 1) * classes), place * classes);
    });
  }
  return validationMetrics(logits, rows.map(labelOf));
}
