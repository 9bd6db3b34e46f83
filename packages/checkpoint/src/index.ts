export {checkpointParams} from './params.js';
export {checkpointStage} from './stage.js';
