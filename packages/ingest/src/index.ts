export {ingestParams} from './params.js';
export {ingestStage} from './stage.js';
