import {copyFile} from 'node:fs/promises';
import {join} from 'node:path';
import {checkpoint, features, tokens} from '@retune/artifacts';
import {tensorToHalf, tf} from '@retune/backend';
import {loadClassifier} from '@retune/encoder';
import {
  featuresTable,
  goldenPath,
  goldenSource,
  readGolden,
  type TokenRow,
  tokensTable,
  unpaddedInputIds,
} from '@retune/encoder/testing';
import {type ArtifactPlace, ArtifactWriter} from '@retune/stage';

export const inputIds = unpaddedInputIds(readGolden('tiny-bert'));
export const {labels} = goldenSource('tiny-bert');

/** The first 24 texts to train on, the others to validate. */
export const examples: TokenRow[] = inputIds.map((ids, row) => ({
  split: row < 24 ? 'train' : 'validation',
  label: row % 6,
  inputIds: ids,
}));

/** The tiny checkpoint as an artifact. */
export async function writeCheckpoint(folder: string): Promise<void> {
  const model = await ArtifactWriter.create(checkpoint, join(folder, 'checkpoint'));
  await copyFile(goldenPath('tiny-bert', 'config.json'), model.path('config'));
  await copyFile(goldenPath('tiny-bert', 'model.safetensors'), model.path('weights'));
  await copyFile(goldenPath('tiny-bert', 'tokenizer.json'), model.path('tokenizer'));
  await model.publish({stage: 'checkpoint', params: {}, versions: {}});
}

export async function writeTokens(
  folder: string,
  rows: readonly TokenRow[] = examples,
  names: readonly string[] = labels,
): Promise<void> {
  const output = await ArtifactWriter.create(tokens, join(folder, 'tokens'));
  await output.writeTable('tokens', tokensTable(rows, names));
  await output.publish({stage: 'tokenize', params: {}, versions: {}});
}

/** Hidden states after two of the three layers. */
export async function writeFeatures(folder: string, rows: readonly number[][] = inputIds): Promise<void> {
  const classifier = await loadClassifier(goldenSource('tiny-bert'));
  const hiddenStates = await classifier.hiddenStates(rows, 2);
  classifier.dispose();
  const halves = hiddenStates.map((values) => {
    const tensor = tf.tensor1d(values);
    const half = tensorToHalf(tensor);
    tensor.dispose();
    return half;
  });
  const output = await ArtifactWriter.create(features, join(folder, 'features'));
  await output.writeTable('features', featuresTable(halves, {frozenLayers: 2, hiddenSize: 48}));
  await output.publish({stage: 'encode', params: {}, versions: {}});
}

/** Where the stage finds what was written. */
export function inputPlaces(folder: string): Record<'checkpoint' | 'tokens' | 'features', ArtifactPlace> {
  const place = (name: string) => ({folder: join(folder, name), remakeCommand: `make ${name}`});
  return {checkpoint: place('checkpoint'), tokens: place('tokens'), features: place('features')};
}
