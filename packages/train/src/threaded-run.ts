import {threadedStage} from '@retune/backend/threaded-stage';
import {usableCores} from '@retune/backend/threads';
import {readEncoderConfig} from '@retune/encoder/config';
import {trainStage} from './stage.js';
import {trainingThreads} from './training-threads.js';

export default threadedStage(
  trainStage,
  async ({inputs: {checkpoint, features}}) => {
    const {hiddenSize} = readEncoderConfig(await checkpoint.text('config'), await checkpoint.path('config'));
    return trainingThreads({cores: usableCores(), hiddenSize, cached: features !== undefined});
  },
  () => import('./run.js'),
);
