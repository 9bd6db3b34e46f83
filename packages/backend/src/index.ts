export {AdamW, type ParameterGroup} from './adamw.js';
export {clipByGlobalNorm} from './clip-gradients.js';
export {dropout, randomUniform} from './dropout.js';
export {areFiniteHalves, halfToTensor, tensorToHalf} from './half-precision.js';
export {nativeBackend} from './native-backend.js';
export {outOfMemory} from './out-of-memory.js';
export {ResourceVariable} from './resource-variable.js';
export {tf} from './tensorflow.js';
