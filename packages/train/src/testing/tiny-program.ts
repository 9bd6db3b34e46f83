import {readClassifierWeights} from '@retune/encoder';
import {goldenSource, readGolden, unpaddedInputIds} from '@retune/encoder/testing';
import {adaptersOf, classifierProgram} from '../classifier-program.js';
import {tokensInput} from '../model-input.js';
import {type TrainParams, trainParams} from '../params.js';
import type {TrainingProgram} from '../training-program.js';

/** The program that trains a tiny checkpoint on the golden texts, by default without dropout. */
export async function tinyProgram(
  model: string,
  frozenLayers: number | 'none',
  {
    dropout = 0,
    classWeights,
    params = {},
  }: {dropout?: number; classWeights?: readonly number[]; params?: Partial<TrainParams>} = {},
): Promise<TrainingProgram> {
  const source = goldenSource(model);
  const weights = await readClassifierWeights(source);
  const config = {
    ...weights.config,
    hiddenDropout: dropout,
    attentionDropout: dropout,
    classifierDropout: dropout,
  };
  // As the golden runs: with nothing frozen the pooler is trained too.
  const allParams = trainParams.parse({freezePooler: frozenLayers !== 'none', ...params});
  const input = tokensInput(config, unpaddedInputIds(readGolden(model)), {
    frozenLayers,
    adapters: adaptersOf(frozenLayers, allParams),
  });
  return classifierProgram(
    {...weights, config},
    {input, frozenLayers, classWeights: classWeights ?? source.labels.map(() => 1), params: allParams},
  );
}
