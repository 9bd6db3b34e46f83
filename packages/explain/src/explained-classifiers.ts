import {classifierSettings} from '@retune/artifacts';
import {type ClassifierWeights, readClassifierWeights} from '@retune/encoder';
import type {StageContext} from '@retune/stage';
import type {explainStage} from './stage.js';

/** A classifier to explain texts by. */
export interface ExplainedClassifier {
  model: 'tuned' | 'untrained' | 'compared';
  weights: () => Promise<ClassifierWeights>;
}

/** The trained classifier, and those that the params and inputs ask to compare with it. */
export async function explainedClassifiers(
  {params, inputs}: Pick<StageContext<typeof explainStage>, 'params' | 'inputs'>,
  labels: readonly string[],
): Promise<ExplainedClassifier[]> {
  const checkpoint = {
    config: await inputs.checkpoint.path('config'),
    weights: await inputs.checkpoint.path('weights'),
  };
  const reading = (path: () => Promise<string>) => async () =>
    await readClassifierWeights({checkpoint, labels, tuned: {weights: await path()}});
  await classifierSettings(inputs.model, labels);
  const {compared} = inputs;
  if (compared !== undefined) await classifierSettings(compared, labels, 'compared');
  return [
    {model: 'tuned', weights: reading(() => inputs.model.path('weights'))},
    ...(params.compareUntrained
      ? [{model: 'untrained' as const, weights: reading(() => inputs.model.path('untrained'))}]
      : []),
    ...(compared === undefined
      ? []
      : [{model: 'compared' as const, weights: reading(() => compared.path('weights'))}]),
  ];
}
