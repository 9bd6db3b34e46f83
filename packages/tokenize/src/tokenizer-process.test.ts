import {join} from 'node:path';
import {temporaryFolder} from '@retune/stage/testing';
import {expect, test} from 'vitest';
import {tinyFile} from './testing/tokenize-rig.js';
import {type TokenizerLimits, TokenizerProcess} from './tokenizer-process.js';

type Tokenizer = Record<string, unknown> & {model: Record<string, unknown>; added_tokens: unknown[]};

/** What becomes of these texts with the tiny BERT's tokenizer after `edit`. */
async function tokenized(
  edit: (tokenizer: Tokenizer) => void,
  texts: readonly string[],
  limits: Partial<TokenizerLimits> = {},
) {
  const tokenizer = JSON.parse(await tinyFile('bert', 'tokenizer.json')) as Tokenizer;
  edit(tokenizer);
  const folder = await temporaryFolder({'tokenizer.json': JSON.stringify(tokenizer)});
  const opened = await TokenizerProcess.open(join(folder, 'tokenizer.json'), 64, limits);
  try {
    return await opened.tokenize(texts);
  } finally {
    opened.close();
  }
}

/** Makes each a a text of `times` a's to the power of `steps`. */
const growing = (steps: number) => (tokenizer: Tokenizer) => {
  const replace = {type: 'Replace', pattern: {String: 'a'}, content: 'a'.repeat(100)};
  tokenizer.normalizer = {type: 'Sequence', normalizers: Array.from({length: steps}, () => replace)};
};

test('a normalizer that grows a text without end is stopped by the memory it takes', async () => {
  await expect(tokenized(growing(9), ['a'], {mostBytes: 3e8})).rejects.toThrow(
    "tokenizer.json: the checkpoint's tokenizer fails on rows 1 to 1 (it takes more than 0.3 GB of memory)\n" +
      '  Use a checkpoint whose tokenizer.json is that of a fast tokenizer.',
  );
});

test('a tokenizer that takes too long is stopped', async () => {
  await expect(tokenized(growing(3), ['a'.repeat(100)], {batchMs: 100})).rejects.toThrow(
    'tokenizer fails on rows 1 to 1 (it takes more than 0.1 s)',
  );
});

test('a pattern whose matching ends the process is told as the tokenizer’s fault', async () => {
  const edit = (tokenizer: Tokenizer) => {
    tokenizer.normalizer = {type: 'Replace', pattern: {Regex: '(a+)+$'}, content: 'b'};
  };
  await expect(tokenized(edit, [`${'a'.repeat(40)}!`])).rejects.toThrow(
    /^tokenizer\.json: the checkpoint's tokenizer fails on rows 1 to 1 \(it ended with SIGABRT: .*retry-limit-in-match/,
  );
});

test('an empty vocabulary is told in the words of the tokenizer', async () => {
  const edit = ({model}: Tokenizer) => {
    model.vocab = {};
  };
  await expect(tokenized(edit, ['i feel'])).rejects.toThrow(
    'tokenizer fails on rows 1 to 1 (WordPiece error: Missing [UNK] token from the vocabulary)',
  );
});

test('a file that takes too long to read is given up', async () => {
  const edit = ({added_tokens: added}: Tokenizer) => {
    const options = {single_word: false, lstrip: false, rstrip: false, normalized: true, special: false};
    for (let i = 0; i < 3_000; i++) added.push({id: 2000 + i, content: `added ${i}`, ...options});
  };
  await expect(tokenized(edit, ['a'], {openMs: 1})).rejects.toThrow(
    "tokenizer.json: the checkpoint's tokenizer cannot be read (it takes more than 0.001 s)",
  );
});
