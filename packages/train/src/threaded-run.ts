import {setThreads, usableCores} from '@retune/backend/threads';
import {readEncoderConfig} from '@retune/encoder/config';
import {implementStage} from '@retune/stage';
import {trainStage} from './stage.js';
import {trainingThreads} from './training-threads.js';

/** The stage as it runs in a process of its own: TensorFlow reads its threads once, so they are set before it is loaded. */
export default implementStage(trainStage, async (context) => {
  const {checkpoint, features} = context.inputs;
  const {hiddenSize} = readEncoderConfig(await checkpoint.text('config'), await checkpoint.path('config'));
  setThreads(trainingThreads({cores: usableCores(), hiddenSize, cached: features !== undefined}));
  const {default: stage} = await import('./run.js');
  await stage.work(context);
});
