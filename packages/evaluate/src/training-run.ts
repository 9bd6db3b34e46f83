import {classifierSettings, type model} from '@retune/artifacts';
import type {ArtifactReader} from '@retune/stage';
import type {HistoryRow} from './loss-course.js';
import type {TrainingRun} from './training-advice.js';

/** Reads how a model was trained. Throws StageError where its labels are not these. */
export async function trainingRun(
  reader: ArtifactReader<typeof model>,
  labels: readonly string[],
  {hasFeatures}: {hasFeatures: boolean},
): Promise<TrainingRun> {
  const {frozenLayers, layers, loraRank, ...settings} = await classifierSettings(reader, labels);
  return {
    ...settings,
    layers,
    trainedLayers: frozenLayers === 'none' ? layers : layers - frozenLayers,
    hasAdapters: loraRank > 0,
    freezingParam: hasFeatures ? 'encode.frozenLayers' : 'train.frozenLayers',
    history: (await reader.table('history')).toArray().map((row) => row.toJSON() as HistoryRow),
  };
}
