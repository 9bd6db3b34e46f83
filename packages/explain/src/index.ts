export {type ExplainParams, explainParams} from './params.js';
export {explainStage} from './stage.js';
