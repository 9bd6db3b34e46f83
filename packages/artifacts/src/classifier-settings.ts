import {type ArtifactReader, StageError, shortList} from '@retune/stage';
import type {model} from './model.js';

/** What `classifier.json` of a model says; it may say more. */
export interface ClassifierSettings {
  /** Labels by id. */
  labels: string[];
  /** The embeddings and this many layers were not trained; with `none` everything was. */
  frozenLayers: number | 'none';
  /** Of the encoder, trained or not. */
  layers: number;
  /** Peak of the schedule. */
  learningRate: number;
  /** Planned; `maxSteps` sets the length instead where it is not 0. */
  epochs: number;
  maxSteps: number;
  /** Steps done. */
  steps: number;
  /** 0 where layers were trained themselves. */
  loraRank: number;
}

/**
 * Reads a model's settings and makes sure that its classes are those of the tokens it is used on. Throws
 * StageError where they are not.
 *
 * @param labels by id, as the tokens' metadata name them
 * @param port that the model comes by, for the error
 */
export async function classifierSettings(
  reader: ArtifactReader<typeof model>,
  labels: readonly string[],
  port = 'model',
): Promise<ClassifierSettings> {
  const settings = JSON.parse(await reader.text('settings')) as ClassifierSettings;
  if (JSON.stringify(settings.labels) === JSON.stringify(labels)) return settings;
  throw new StageError({
    where: `inputs: ${port}`,
    what: `the model was trained for the labels ${shortList(settings.labels)}, but the tokens have ${shortList(labels)}`,
    mend: 'Wire the tokens that the model was trained on.',
  });
}
