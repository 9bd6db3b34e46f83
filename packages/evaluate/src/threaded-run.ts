import {threadedStage} from '@retune/backend/threaded-stage';
import {laneThreads} from '@retune/backend/threads';
// The thread of the baselines is started with this code, compiled to one file, and must find its work in it.
import './baselines.js';
import {evaluateStage} from './stage.js';

export default threadedStage(evaluateStage, laneThreads, () => import('./run.js'));
