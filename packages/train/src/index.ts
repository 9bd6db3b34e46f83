export {trainParams} from './params.js';
export {trainStage} from './stage.js';
