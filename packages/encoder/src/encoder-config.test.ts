import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {readEncoderConfig} from './encoder-config.js';
import {goldenPath} from './testing/golden.js';

const json = JSON.parse(readFileSync(goldenPath('tiny-bert', 'config.json'), 'utf8'));
const labelsOf = (id2label: unknown) => readEncoderConfig(JSON.stringify({...json, id2label})).labels;

test('labels stand by their ids, in whatever order the file has them', () => {
  expect(labelsOf({1: 'b', 0: 'a'})).toEqual(['a', 'b']);
  expect(labelsOf(undefined)).toEqual([]);
});

test.each([{1: 'a', 2: 'b'}, {0: 'a', 2: 'b'}, {0: 'a', b: 'b'}, 'joy'])(
  'labels %j are refused',
  (id2label) => {
    expect(() => labelsOf(id2label)).toThrow(
      `config.json: id2label is ${JSON.stringify(id2label)}, but must be an object of texts whose keys are the ids 0, 1, 2 and so on`,
    );
  },
);

test.each([[{0: ['a']}], [['a', null]], [{0: {name: 'a'}}]])(
  'labels %j, which are no texts, are refused',
  (id2label) => {
    expect(() => labelsOf(id2label)).toThrow('but must be an object of texts');
  },
);

test('a label may have any name', () => {
  const names = ['__proto__', 'constructor', 'toString', ''];
  expect(labelsOf(Object.fromEntries(names.map((name, id) => [id, name])))).toEqual(names);
});

test('an id of a label that is no number is refused, whatever its name', () => {
  expect(() => readEncoderConfig(`{"model_type": "bert", "id2label": {"__proto__": "a"}}`)).toThrow(
    'id2label is',
  );
  expect(() => readEncoderConfig('{"model_type": "constructor"}')).toThrow(
    'the architecture "constructor" is not supported',
  );
});

const withField = (field: string, value: unknown) => () =>
  readEncoderConfig(JSON.stringify({...json, [field]: value}));

test.each([
  ['num_hidden_layers', 1e9, 'a whole number from 1 to 1000'],
  ['vocab_size', 1e12, 'a whole number from 1 to 10000000'],
  ['hidden_size', 1e300, 'a whole number from 1 to 131072'],
  ['max_position_embeddings', 2 ** 53, 'a whole number from 1 to 1000000'],
  ['is_decoder', true, 'false'],
  ['add_cross_attention', true, 'false'],
  ['position_embedding_type', 'relative_key', 'absolute'],
  ['problem_type', 'ranking', 'one of single_label_classification, multi_label_classification, regression'],
])('%s of %s is refused with what it may be', (field, value, expected) => {
  expect(withField(field, value)).toThrow(`${field} is ${JSON.stringify(value)}, but must be ${expected}`);
});

test('a value of any length is cut in the message', () => {
  const problem = () => withField('hidden_act', 'x'.repeat(1e6))();
  expect(problem).toThrow(/^config.json: hidden_act is "x{119}…, but must be one of gelu/);
});

test.each([
  ['GELU', 'gelu'],
  ['gelu_python', 'gelu'],
  ['gelu_fast', 'gelu_new'],
  ['gelu_accurate', 'gelu_new'],
  [undefined, 'gelu'],
])('the activation %s is %s', (given, activation) => {
  expect(withField('hidden_act', given)().activation).toBe(activation);
});

test.each([
  [undefined, 2],
  [null, 2],
  [0, 1],
  [3, 4],
])('with the padding token %s positions of RoBERTa begin at %i', (padTokenId, offset) => {
  const roberta = JSON.parse(readFileSync(goldenPath('tiny-roberta', 'config.json'), 'utf8'));
  const config = readEncoderConfig(JSON.stringify({...roberta, pad_token_id: padTokenId}));
  expect(config.positionOffset).toBe(offset);
});

test('a configuration that nests without end is refused at once', () => {
  expect(() => readEncoderConfig('['.repeat(3e6))).toThrow(
    'config.json: the file is not JSON (it nests deeper than 64 levels)',
  );
  expect(() => readEncoderConfig('[]')).toThrow('config.json: the file holds no JSON object');
});
