import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {readClassifierWeights} from './classifier-weights.js';
import {readSafetensors} from './read-safetensors.js';
import {bytesOf} from './testing/bytes-of.js';
import {GOLDEN_MODELS, goldenSource} from './testing/golden.js';
import {type Float32Tensor, writeSafetensors} from './write-safetensors.js';

let folder: string;
let weights: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'names-'));
  weights = join(folder, 'model.safetensors');
});
afterAll(() => rm(folder, {recursive: true}));

type Rename = (name: string) => string;

/** Reads a tiny checkpoint whose tensors have other names, and the same as it is. */
async function readRenamed(model: string, rename: Rename, added: Record<string, Float32Tensor> = {}) {
  const source = goldenSource(model);
  const tensors = await readSafetensors(source.checkpoint.weights);
  const renamed = [...tensors].map(([name, tensor]) => [rename(name), tensor] as const);
  await writeSafetensors(weights, new Map([...renamed, ...Object.entries(added)]));
  const {config} = source.checkpoint;
  return {
    read: await readClassifierWeights({...source, checkpoint: {config, weights}}),
    original: await readClassifierWeights(source),
  };
}

const before =
  (prefix: string): Rename =>
  (name) =>
    prefix + name;

describe.each(GOLDEN_MODELS)('of %s', (model) => {
  test.each<[string, Rename]>([
    ['torch.compile', before('_orig_mod.')],
    ['DistributedDataParallel', before('module.')],
    ['Lightning', before('model.')],
    ['all of them', before('_forward_module.module._orig_mod.model.')],
    [
      'FSDP, layer by layer',
      (name) =>
        `_fsdp_wrapped_module.${name.replace(/(layer\.\d+)\./, '$1._fsdp_wrapped_module._checkpoint_wrapped_module.')}`,
    ],
  ])('the names that %s gives are read as those without', async (_, rename) => {
    const {read, original} = await readRenamed(model, rename);
    expect(bytesOf(read.tensors)).toEqual(bytesOf(original.tensors));
    expect([...read.drawn]).toEqual([]);
  });
});

test('a bare encoder under a prefix of its own is read, and its head is new', async () => {
  const {read, original} = await readRenamed('tiny-distilbert', (name) =>
    name.startsWith('distilbert.') ? name.replace('distilbert.', '0.auto_model.') : `elsewhere.${name}`,
  );
  const embeddings = 'distilbert.embeddings.word_embeddings.weight';
  expect(bytesOf(read.tensors).get(embeddings)).toBe(bytesOf(original.tensors).get(embeddings));
  expect(read.drawn.size).toBe(4);
});

test('beside a head for masked words the encoder is read', async () => {
  const data = new Float32Array(1500);
  const {read, original} = await readRenamed('tiny-bert', (name) => name, {
    'cls.predictions.bias': {shape: [1500], data},
    'bert.embeddings.position_ids': {shape: [1, 1500], data},
  });
  expect(bytesOf(read.tensors)).toEqual(bytesOf(original.tensors));
});

test.each<[string, Rename, string]>([
  [
    'two encoders',
    (name) =>
      name
        .replace('bert.encoder.layer.0.output.dense.bias', 'b.embeddings.word_embeddings.weight')
        .replace(/^bert/, 'a'),
    'it holds 2 encoders: a.embeddings.word_embeddings.weight, b.embeddings.word_embeddings.weight',
  ],
  [
    'adapters that are not merged',
    (name) => name.replace('query.weight', 'query.base_layer.weight'),
    'it holds adapters that are not merged, such as tensor bert.encoder.layer.0.attention.self.query.base_layer.weight',
  ],
  [
    'no encoder',
    (name) => name.replace('word_embeddings', 'words'),
    'tensor bert.embeddings.word_embeddings.weight is missing; the file has 57 others, such as ',
  ],
])('a file with %s is refused', async (_, rename, what) => {
  await expect(readRenamed('tiny-bert', rename)).rejects.toThrow(`${weights}: ${what}`);
});
