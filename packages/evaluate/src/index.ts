export {type EvaluateParams, evaluateParams} from './params.js';
export {evaluateStage} from './stage.js';
