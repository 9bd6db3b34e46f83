import type {Calibration} from '@retune/artifacts';
import {fitTemperature, type LogitRows, reliabilityOf} from '@retune/metrics';

/** Rows with their true classes [rows] and a classifier's logits. */
export interface LabelledLogits {
  labels: Int32Array;
  logits: LogitRows;
}

/** How far the judged rows' probabilities can be trusted, as they are and at the temperature of other rows. */
export function calibration(judged: LabelledLogits, validation: LabelledLogits): Calibration {
  const {temperature, reason} = fitTemperature(validation.labels, validation.logits);
  return {
    asPredicted: reliabilityOf(judged.labels, judged.logits),
    temperature,
    reason,
    fittedOnRows: validation.labels.length,
    withTemperature:
      temperature === null ? null : reliabilityOf(judged.labels, divided(judged.logits, temperature)),
  };
}

function divided({classes, values}: LogitRows, temperature: number): LogitRows {
  return {classes, values: Float64Array.from(values, (logit) => logit / temperature)};
}
