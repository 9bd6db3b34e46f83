import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {bringCheckpoint, FILES, sha256} from './testing/checkpoint-rig.js';

/** Brings these files from a folder, by their own sha256. */
async function bring(changed: Partial<typeof FILES>) {
  const files = {...FILES, ...changed};
  const wanted = Object.fromEntries(Object.entries(files).map(([file, content]) => [file, sha256(content)]));
  const workspace = Object.fromEntries(
    Object.entries(files).map(([file, content]) => [`models/${file}`, content]),
  );
  return await bringCheckpoint([{folder: 'models'}], {workspace, wanted});
}

const LFS = 'version https://git-lfs.github.com/spec/v1\noid sha256:a1a1\nsize 557600\n';

test.each(Object.keys(FILES))(
  'a Git LFS pointer in place of %s is told as one, though its sha256 is wanted',
  async (file) => {
    await expect(bring({[file]: LFS})).rejects.toThrow(
      `folder models: ${file}: the file is a Git LFS pointer, a small text in place of the file itself\n` +
        '  Use `git lfs pull` in the folder it comes from to download the file itself. Then give the sha256',
    );
  },
);

test('weights that are none are refused by the name that the user gave them', async () => {
  await expect(bring({'model.safetensors': 'weights'})).rejects.toThrow(
    /^model\.safetensors: the header would have/,
  );
  await expect(bring({'config.json': '{"model_type": "t5"}'})).rejects.toThrow(
    'config.json: the architecture "t5" is not supported',
  );
});

test.each([
  ['{"version"', /^tokenizer\.json: the file is not JSON/],
  ['[]', /^tokenizer\.json: the file holds no JSON object/],
  ['{"model": {"vocab": {}}}', /^tokenizer\.json: its vocabulary is empty/],
  ['{"model": {"vocab": []}}', /^tokenizer\.json: its vocabulary is empty/],
  [
    JSON.stringify({added_tokens: Array.from({length: 20_001}, (_, id) => ({id, content: `t${id}`}))}),
    /^tokenizer\.json: it adds 20001 tokens to its vocabulary; at most 20000 are read/,
  ],
])('a tokenizer of which none can be made is refused: %.30s', async (tokenizer, what) => {
  await expect(bring({'tokenizer.json': tokenizer})).rejects.toThrow(what);
});

test('weights in 64 bits are told', async () => {
  const header = '{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}';
  const {events} = await bring({
    'model.safetensors': `${String.fromCharCode(header.length)}${'\0'.repeat(7)}${header}12345678`,
  });
  expect(events).toContainEqual({
    kind: 'note',
    message: 'the weights are 64-bit floats; they are read as 32-bit floats',
  });
});

const roberta = (padding?: unknown) =>
  JSON.stringify({...JSON.parse(FILES['config.json']), model_type: 'roberta', pad_token_id: padding});

test.each<[string, unknown]>([
  ['padding', {padding: {pad_id: 5}, added_tokens: [{id: 1, content: '<pad>'}]}],
  [
    'added tokens',
    {
      padding: null,
      added_tokens: [
        {id: 0, content: '<s>'},
        {id: 5, content: '<pad>'},
      ],
    },
  ],
  ['vocabulary', {model: {vocab: {'<s>': 0, '<pad>': 5}}}],
  [
    'Unigram vocabulary',
    {
      model: {
        vocab: [
          ['a', 0],
          ['b', 0],
          ['c', 0],
          ['d', 0],
          ['e', 0],
          ['<pad>', 0],
        ],
      },
    },
  ],
])(
  'a padding token that only the %s of tokenizer.json names is written into config.json',
  async (_, tokenizer) => {
    const {files, events} = await bring({
      'config.json': roberta(null),
      'tokenizer.json': JSON.stringify(tokenizer),
    });
    expect(JSON.parse(files['config.json'] as string)).toEqual({...JSON.parse(roberta()), pad_token_id: 5});
    expect(events).toContainEqual({
      kind: 'note',
      message: 'config.json names no pad_token_id; it is 5 by tokenizer.json',
    });
  },
);

test('a config.json that names its padding token, or needs none, stays as it is', async () => {
  const tokenizer = {'tokenizer.json': '{"padding": {"pad_id": 5}}'};
  for (const config of [roberta(2), FILES['config.json']])
    expect((await bring({'config.json': config, ...tokenizer})).files['config.json']).toBe(config);
});

test('the tiny RoBERTa without its pad_token_id is completed to the same', async () => {
  const read = (file: string) =>
    readFileSync(new URL(`../../../fixtures/goldens/tiny-roberta/${file}`, import.meta.url), 'utf8');
  const {pad_token_id: padTokenId, ...config} = JSON.parse(read('config.json'));
  const {files} = await bring({
    'config.json': JSON.stringify(config),
    'tokenizer.json': read('tokenizer.json'),
  });
  expect(JSON.parse(files['config.json'] as string)).toEqual({...config, pad_token_id: padTokenId});
});
