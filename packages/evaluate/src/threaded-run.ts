import {threadedStage} from '@retune/backend/threaded-stage';
import {laneThreads} from '@retune/backend/threads';
// The baselines' thread starts with the stage's one compiled file, so this code has to run when that is loaded.
import './baselines.js';
import {evaluateStage} from './stage.js';

export default threadedStage(evaluateStage, laneThreads, () => import('./run.js'));
