import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {readClassifierWeights} from './classifier-weights.js';
import {readSafetensors} from './read-safetensors.js';
import {goldenSource} from './testing/golden.js';
import {type Float32Tensor, writeSafetensors} from './write-safetensors.js';

const source = goldenSource('tiny-bert');
let folder: string;
let weights: string;
let tensors: Map<string, Float32Tensor>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'classifier-'));
  weights = join(folder, 'model.safetensors');
  tensors = await readSafetensors(source.checkpoint.weights);
});
afterAll(() => rm(folder, {recursive: true}));

/** Reads the tiny checkpoint with other tensors and labels. */
async function readWith(
  changed: ReadonlyMap<string, Float32Tensor>,
  labels: readonly string[] = source.labels,
) {
  await writeSafetensors(weights, changed);
  return await readClassifierWeights({checkpoint: {config: source.checkpoint.config, weights}, labels});
}

test('the file of a bare encoder, without prefix and head and with old names of norms, is read', async () => {
  const bare = [...tensors].filter(([name]) => name.startsWith('bert.') && !name.includes('pooler'));
  const renamed = bare.map(([name, tensor]) => {
    const old = name
      .replace('LayerNorm.weight', 'LayerNorm.gamma')
      .replace('LayerNorm.bias', 'LayerNorm.beta');
    return [old.slice('bert.'.length), tensor] as const;
  });
  const read = await readWith(new Map(renamed), ['spam', 'ham']);
  for (const [name, {data}] of bare) expect(read.tensors.get(name)?.data).toEqual(data);
  expect([...read.drawn]).toEqual([
    'bert.pooler.dense.weight',
    'bert.pooler.dense.bias',
    'classifier.weight',
    'classifier.bias',
  ]);
});

test('a new head is drawn from a normal distribution of the configured width, its biases 0', async () => {
  const labels = Array.from({length: 500}, (_, id) => `label ${id}`);
  const {tensors: drawn} = await readWith(tensors, labels);
  const {data} = drawn.get('classifier.weight') as Float32Tensor; // 24,000 values
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const deviation = Math.sqrt(data.reduce((sum, value) => sum + value ** 2, 0) / data.length);
  expect(Math.abs(mean)).toBeLessThan(0.01);
  expect(deviation).toBeCloseTo(0.25, 2);
  expect(drawn.get('classifier.bias')?.data.every((value) => value === 0)).toBe(true);
});

test('tuned tensors take the place of those of the checkpoint', async () => {
  const tuned = join(folder, 'tuned.safetensors');
  await writeSafetensors(
    tuned,
    new Map([['classifier.bias', {shape: [6], data: new Float32Array(6).fill(7)}]]),
  );
  const read = await readClassifierWeights({...source, tuned: {weights: tuned}});
  expect(read.tensors.get('classifier.bias')?.data).toEqual(new Float32Array(6).fill(7));
  expect(read.tensors.get('classifier.weight')?.data).toEqual(tensors.get('classifier.weight')?.data);
});

test('a tuned tensor of another architecture is refused', async () => {
  await writeSafetensors(weights, new Map([['distilbert.x', {shape: [1], data: new Float32Array(1)}]]));
  await expect(readClassifierWeights({...source, tuned: {weights}})).rejects.toThrow(
    `${weights}: tensor distilbert.x belongs to no part of a bert classifier\n  Train again on this checkpoint.`,
  );
});

test('all missing tensors and wrong shapes are named together', async () => {
  const changed = new Map(tensors);
  changed.delete('bert.encoder.layer.1.output.dense.bias');
  changed.set('bert.embeddings.LayerNorm.bias', {shape: [2], data: new Float32Array(2)});
  await expect(readWith(changed)).rejects.toThrow(
    `${weights}: tensor bert.embeddings.LayerNorm.bias has shape [2], but config.json asks for [48]\n` +
      '  Use the config.json and the weights of one checkpoint.\n' +
      `${weights}: tensor bert.encoder.layer.1.output.dense.bias is missing\n` +
      '  Use a checkpoint that holds the whole encoder.',
  );
});

test('more layers than the file has are told as that, not tensor by tensor', async () => {
  const config = join(folder, 'layers.json');
  const settings = JSON.parse(await readFile(source.checkpoint.config, 'utf8'));
  await writeFile(config, JSON.stringify({...settings, num_hidden_layers: 900}));
  await expect(
    readClassifierWeights({...source, checkpoint: {...source.checkpoint, config}}),
  ).rejects.toThrow(
    `${source.checkpoint.weights}: the file has 3 layers, but config.json asks for 900\n` +
      '  Use the config.json and the weights of one checkpoint.',
  );
});

test('sizes that the tensors do not have are refused though only the head is wanted', async () => {
  const config = join(folder, 'sizes.json');
  const settings = JSON.parse(await readFile(source.checkpoint.config, 'utf8'));
  await writeFile(config, JSON.stringify({...settings, hidden_size: 131_072, intermediate_size: 131_072}));
  const wanted = {wanted: ({part}: {part: unknown}) => part === 'head', labels: ['spam', 'ham']};
  const read = readClassifierWeights({...source, ...wanted, checkpoint: {...source.checkpoint, config}});
  await expect(read).rejects.toThrow('has shape [1500, 48], but config.json asks for [1500, 131072]');
  await expect(read).rejects.toThrow('more tensors are missing or of another shape');
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
  'weights with a value of %d are refused with the tensor',
  async (value) => {
    const changed = new Map(tensors);
    changed.set('classifier.bias', {shape: [6], data: Float32Array.of(0, 1, value, 3, 4, 5)});
    await expect(readWith(changed)).rejects.toThrow(
      `${weights}: not all values are finite numbers of 32 bits: tensor classifier.bias`,
    );
  },
);

test('an architecture that is not supported is refused with those that are', async () => {
  const config = join(folder, 'config.json');
  await writeFile(config, JSON.stringify({model_type: 't5'}));
  await expect(
    readClassifierWeights({...source, checkpoint: {...source.checkpoint, config}}),
  ).rejects.toThrow(
    `${config}: the architecture "t5" is not supported\n` +
      '  Use a checkpoint whose model_type is one of bert, distilbert, roberta, xlm-roberta.',
  );
});

test('all wrong settings of a configuration are named together', async () => {
  const config = join(folder, 'config.json');
  const settings = JSON.parse(await readFile(source.checkpoint.config, 'utf8')) as Record<string, unknown>;
  const changed = {
    ...settings,
    hidden_act: 'silu',
    num_hidden_layers: '3',
    num_attention_heads: 5,
    hidden_dropout_prob: 1,
  };
  await writeFile(config, JSON.stringify(changed));
  const error = readClassifierWeights({...source, checkpoint: {...source.checkpoint, config}});
  await expect(error).rejects.toThrow(
    'hidden_act is "silu", but must be one of gelu, gelu_new, gelu_pytorch_tanh, relu, tanh',
  );
  await expect(error).rejects.toThrow('num_hidden_layers is "3", but must be a whole number from 1 to 1000');
  await expect(error).rejects.toThrow('hidden_dropout_prob is 1, but must be a number from 0 to below 1');
  await expect(error).rejects.toThrow('hidden_size is 48, but must be a multiple of num_attention_heads (5)');
});
