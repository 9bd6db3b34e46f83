export {tokenizeParams} from './params.js';
export {tokenizeStage} from './stage.js';
