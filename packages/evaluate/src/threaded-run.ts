import {threadedStage} from '@retune/backend/threaded-stage';
import {laneThreads} from '@retune/backend/threads';
import {evaluateStage} from './stage.js';

export default threadedStage(evaluateStage, laneThreads, () => import('./run.js'));
