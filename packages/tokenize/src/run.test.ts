import {expect, test} from 'vitest';
import {ARCHITECTURES, type Architecture, tinyFile, tokenize} from './testing/tokenize-rig.js';

interface Golden {
  texts: string[];
  max_length: number;
  input_ids: number[][];
  attention_mask: number[][];
}

async function golden(architecture: Architecture): Promise<Golden> {
  return JSON.parse(await tinyFile(architecture, 'golden.json'));
}

test.each(ARCHITECTURES)(
  'ids of %s equal those of the reference, odd texts included',
  async (architecture) => {
    const {texts, max_length, input_ids, attention_mask} = await golden(architecture);
    const unpadded = input_ids.map((ids, row) => ids.filter((_, i) => attention_mask[row]?.[i] === 1));
    const {rows} = await tokenize(texts, {architecture, maxLength: max_length});
    expect(rows.map(({inputIds}) => inputIds)).toEqual(unpadded);
  },
);

test('each token of BERT is the text between its offsets, and pieces of a word share its id', async () => {
  const {texts} = await golden('bert');
  const {model} = JSON.parse(await tinyFile('bert', 'tokenizer.json'));
  const pieces = new Map(
    Object.entries(model.vocab as Record<string, number>).map(([piece, id]) => [id, piece]),
  );
  const {rows} = await tokenize(texts);
  for (const [row, {inputIds, starts, ends, wordIds}] of rows.entries()) {
    for (const [i, id] of inputIds.entries()) {
      const piece = pieces.get(id) ?? '';
      const special = i === 0 || i === inputIds.length - 1;
      if (special) expect([starts[i], ends[i], wordIds[i]]).toEqual([0, 0, -1]);
      else expect(piece.startsWith('##')).toBe(wordIds[i] === wordIds[i - 1]);
      if (special || piece === '[UNK]') continue;
      const between = texts[row]?.slice(starts[i], ends[i]).toLowerCase().normalize('NFD') ?? '';
      expect(between.replace(/[\p{M}\0\u200b]/gu, '')).toBe(piece.replace('##', ''));
    }
  }
});

test('offsets after an emoji are in UTF-16 units', async () => {
  const {rows} = await tokenize(['I 😡😡 it']);
  expect(rows[0]).toMatchObject({starts: [0, 0, 2, 7, 0], ends: [0, 1, 6, 9, 0], wordIds: [-1, 0, 1, 2, -1]});
});

test('a text without words has its special tokens alone', async () => {
  const {rows} = await tokenize(['']);
  expect(rows[0]).toEqual({
    split: 'train',
    label: 0,
    inputIds: [2, 3],
    starts: [0, 0],
    ends: [0, 0],
    wordIds: [-1, -1],
    truncated: false,
  });
});

test('a row beyond maxLength is cut, keeps its last special token and is marked', async () => {
  const whole = await tokenize(['i feel fine today', 'i feel']);
  const {rows, events} = await tokenize(['i feel fine today', 'i feel'], {maxLength: 4});
  expect(rows[0]?.inputIds).toEqual([...(whole.rows[0]?.inputIds.slice(0, 3) ?? []), 3]);
  expect(rows.map(({truncated}) => truncated)).toEqual([true, false]);
  expect(events.at(-1)).toEqual({kind: 'warning', message: '1 rows were cut at 4 tokens'});
});

test('a maxLength that cuts no row gives the same bytes as any other', async () => {
  const texts = ['i feel fine today', 'i feel'];
  const wide = await tokenize(texts, {maxLength: 64});
  expect((await tokenize(texts, {maxLength: 65})).sha256).toBe(wide.sha256);
  expect((await tokenize(texts, {maxLength: 4})).sha256).not.toBe(wide.sha256);
});

test('padding and truncation in tokenizer.json are passed over', async () => {
  const edit = (files: Record<string, string>) => {
    const tokenizer = JSON.parse(files['tokenizer.json'] as string);
    tokenizer.truncation = {max_length: 4, strategy: 'LongestFirst', stride: 0, direction: 'Right'};
    tokenizer.padding = {
      strategy: {Fixed: 9},
      direction: 'Right',
      pad_to_multiple_of: null,
      pad_id: 0,
      pad_type_id: 0,
      pad_token: '[PAD]',
    };
    files['tokenizer.json'] = JSON.stringify(tokenizer);
  };
  const texts = ['i feel fine today', 'i feel'];
  expect((await tokenize(texts, {edit})).rows).toEqual((await tokenize(texts)).rows);
});

test('labels become their places in the list, which is handed on', async () => {
  const labels = ['joy', 'fear', 'anger'];
  const {rows, labels: handedOn} = await tokenize(['a', 'b', 'c', 'd'], {labels});
  expect(rows.map(({label}) => label)).toEqual([0, 1, 2, 0]);
  expect(handedOn).toEqual(labels);
});

test('more rows than a record batch holds are all written, in order, with progress', async () => {
  const texts = Array.from({length: 5000}, (_, i) => 'i '.repeat(i % 7));
  const {rows, events} = await tokenize(texts);
  expect(rows.map(({inputIds}) => inputIds.length)).toEqual(texts.map((_, i) => 2 + (i % 7)));
  expect(events).toEqual([
    {kind: 'progress', done: 4096, total: 5000, unit: 'rows'},
    {kind: 'progress', done: 5000, total: 5000, unit: 'rows'},
    {kind: 'note', message: '5000 rows, 5.0 tokens a row, 8 at most'},
  ]);
});

test('a maxLength beyond the model is refused', async () => {
  await expect(tokenize(['a'], {architecture: 'roberta', maxLength: 129})).rejects.toThrow(
    "tokenize.maxLength: 129 tokens are more than the 128 that the checkpoint's model can take\n" +
      '  Set it to 128 or less.',
  );
});

test('a tokenizer of another model is refused', async () => {
  const edit = (files: Record<string, string>) => {
    const config = JSON.parse(files['config.json'] as string);
    files['config.json'] = JSON.stringify({...config, vocab_size: 3});
  };
  await expect(tokenize(['a'], {edit})).rejects.toThrow(
    "tokenizer.json: the tokenizer gave id 5, but the checkpoint's model knows only 3 ids\n" +
      '  Use config.json and tokenizer.json from the same model.',
  );
});

test('a broken tokenizer is refused', async () => {
  const edit = (files: Record<string, string>) => {
    files['tokenizer.json'] = '{"version": 1}';
  };
  await expect(tokenize(['a'], {edit})).rejects.toThrow(
    /^tokenizer.json: the checkpoint's tokenizer cannot be read \(.+\)\n {2}Use a checkpoint whose tokenizer/,
  );
});
