import {threadedStage} from '@retune/backend/threaded-stage';
import {laneThreads} from '@retune/backend/threads';
import {encodeStage} from './stage.js';

export default threadedStage(encodeStage, laneThreads, () => import('./run.js'));
