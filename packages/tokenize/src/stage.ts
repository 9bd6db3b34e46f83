import {checkpoint, examples, tokens} from '@retune/artifacts';
import {defineStage} from '@retune/stage';
import {tokenizeParams} from './params.js';

export const tokenizeStage = defineStage({
  name: 'tokenize',
  doc: 'Turns the texts into token ids with the tokenizer of the checkpoint, and the labels into label ids',
  reads: {checkpoint, examples},
  writes: tokens,
  params: tokenizeParams,
});

export default tokenizeStage;
