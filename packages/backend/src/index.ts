export {AdamW, type AdamWOptions, type AdamWState, type ParameterGroup} from './adamw.js';
export {type ClippedGradients, clipByGlobalNorm} from './clip-gradients.js';
export {type DropoutSeed, dropout, dropoutMask, randomUniform} from './dropout.js';
export {globalNorm, halfSquaresSum} from './global-norm.js';
export {halfToTensor, tensorToHalf} from './half-precision.js';
export {
  attribute,
  type Binding,
  type NativeBackend,
  type NativeTensor,
  nativeBackend,
  type OpAttribute,
} from './native-backend.js';
export {ResourceVariable} from './resource-variable.js';
export {tf} from './tensorflow.js';
