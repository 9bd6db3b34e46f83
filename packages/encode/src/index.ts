export {encodeParams} from './params.js';
export {encodeStage} from './stage.js';
