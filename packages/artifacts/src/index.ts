export {attributions} from './attributions.js';
export {checkpoint} from './checkpoint.js';
export {evaluation} from './evaluation.js';
export {examples} from './examples.js';
export {features} from './features.js';
export {model} from './model.js';
export {page} from './page.js';
export {tokens} from './tokens.js';
