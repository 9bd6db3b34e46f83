import {threadedStage} from '@retune/backend/threaded-stage';
import {laneThreads} from '@retune/backend/threads';
import {explainStage} from './stage.js';

export default threadedStage(
  explainStage,
  // Gradients run batch after batch, each on all cores.
  ({params}) => (params.method === 'integratedGradients' ? {} : laneThreads()),
  () => import('./run.js'),
);
