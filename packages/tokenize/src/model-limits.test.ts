import {expect, test} from 'vitest';
import {modelLimits, requirePositions} from './model-limits.js';

test('BERT and DistilBERT use all of their positions', () => {
  const config = {model_type: 'distilbert', max_position_embeddings: 512, vocab_size: 30522};
  expect(modelLimits(JSON.stringify(config))).toEqual({positions: 512, vocabularySize: 30522});
});

test('RoBERTa and XLM-RoBERTa begin after the padding id', () => {
  const config = {max_position_embeddings: 514, vocab_size: 50265, pad_token_id: 1};
  for (const model_type of ['roberta', 'xlm-roberta'])
    expect(modelLimits(JSON.stringify({...config, model_type})).positions).toBe(512);
  const {pad_token_id: _, ...withoutPadding} = config;
  expect(modelLimits(JSON.stringify({...withoutPadding, model_type: 'roberta'})).positions).toBe(512);
});

const mend = '\n  Name a checkpoint of a BERT, DistilBERT, RoBERTa or XLM-RoBERTa model.';

test.each([
  ['{', /^config.json: the checkpoint's configuration is not valid JSON \(.*\)\n {2}Name a checkpoint of/],
  ['{"vocab_size": 7}', `config.json: the checkpoint's configuration has no max_position_embeddings${mend}`],
  [
    '{"max_position_embeddings": 7, "vocab_size": "7"}',
    `config.json: the checkpoint's configuration has no whole number in vocab_size${mend}`,
  ],
])('the configuration %s is refused', (config, message) => {
  expect(() => modelLimits(config)).toThrow(message);
});

test('a maxLength beyond the positions is refused, one that fills them is not', () => {
  requirePositions(128, {positions: 128, vocabularySize: 7});
  expect(() => requirePositions(129, {positions: 128, vocabularySize: 7})).toThrow(
    "tokenize.maxLength: 129 tokens are more than the 128 that the checkpoint's model can take\n" +
      '  Set it to 128 or less.',
  );
});
