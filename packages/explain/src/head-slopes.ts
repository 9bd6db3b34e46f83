import {type HeadOutput, softmax} from '@retune/encoder';

/**
 * How each class's probability changes with each unit's preactivation: [classes][units].
 *
 * @param preactivations [units]
 */
export function headSlopes(head: HeadOutput, preactivations: Float64Array): Float64Array[] {
  const {weight, bias} = head;
  const units = preactivations.length;
  const {values, slopes} = activated(head, preactivations);
  const logits = Float64Array.from(bias, (start, label) => {
    let sum = start;
    for (let i = 0; i < units; i++) sum += (weight[label * units + i] as number) * (values[i] as number);
    return sum;
  });
  const probabilities = softmax(logits);
  const means = new Float64Array(units);
  for (const [label, probability] of probabilities.entries())
    for (let i = 0; i < units; i++)
      means[i] = (means[i] as number) + probability * (weight[label * units + i] as number);
  return Array.from(probabilities, (probability, label) =>
    slopes.map(
      (slope, i) => slope * probability * ((weight[label * units + i] as number) - (means[i] as number)),
    ),
  );
}

function activated({activation}: HeadOutput, preactivations: Float64Array) {
  if (activation === 'relu')
    return {
      values: preactivations.map((value) => Math.max(0, value)),
      slopes: preactivations.map((value) => (value > 0 ? 1 : 0)),
    };
  const values = preactivations.map(Math.tanh);
  return {values, slopes: values.map((value) => 1 - value * value)};
}
