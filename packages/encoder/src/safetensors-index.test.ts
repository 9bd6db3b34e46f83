import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {readClassifierWeights} from './classifier-weights.js';
import {readSafetensors} from './read-safetensors.js';
import {bytesOf} from './testing/bytes-of.js';
import {goldenSource} from './testing/golden.js';
import {type Float32Tensor, writeSafetensors} from './write-safetensors.js';

let folder: string;
let index: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shards-'));
  index = join(folder, 'model.safetensors.index.json');
});
afterAll(() => rm(folder, {recursive: true}));

const one = new Map([['a', {shape: [2], data: Float32Array.of(1, 2)}]]);
const two = new Map([['b', {shape: [1], data: Float32Array.of(3)}]]);

async function writeShards(...shards: ReadonlyMap<string, Float32Tensor>[]): Promise<void> {
  for (const [i, tensors] of shards.entries())
    await writeSafetensors(join(folder, `${i + 1}.safetensors`), tensors);
}

async function writeIndex(weightMap: unknown): Promise<void> {
  await writeFile(index, JSON.stringify({metadata: {total_size: 12}, weight_map: weightMap}));
}

test('tensors are read from the files that the index names', async () => {
  await writeShards(one, two);
  await writeIndex({a: '1.safetensors', b: '2.safetensors'});
  const tensors = await readSafetensors(index);
  expect([...tensors].map(([name, {data}]) => [name, [...data]])).toEqual([
    ['a', [1, 2]],
    ['b', [3]],
  ]);
  expect([...(await readSafetensors(index, ['b'])).keys()]).toEqual(['b']);
});

test('a classifier in several files is that in one', async () => {
  const source = goldenSource('tiny-roberta');
  const tensors = [...(await readSafetensors(source.checkpoint.weights))];
  const halves = [new Map(tensors.slice(0, 20)), new Map(tensors.slice(20))];
  await writeShards(...halves);
  await writeIndex(
    Object.fromEntries(
      halves.flatMap((half, i) => [...half.keys()].map((name) => [name, `${i + 1}.safetensors`])),
    ),
  );
  const {config} = source.checkpoint;
  const several = await readClassifierWeights({...source, checkpoint: {config, weights: index}});
  const one = await readClassifierWeights(source);
  expect(bytesOf(several.tensors)).toEqual(bytesOf(one.tensors));
});

test.each<[string, unknown, string]>([
  [
    'a tensor that its file lacks',
    {a: '1.safetensors', b: '1.safetensors'},
    'tensor b should stand in 1.safetensors, but does not',
  ],
  ['a file that is not there', {a: '1.safetensors', b: '3.safetensors'}, 'the file cannot be read'],
  [
    'a file outside the folder',
    {a: '../1.safetensors'},
    'weight_map names no file for tensor a: "../1.safetensors"',
  ],
  ['no text for a file', {a: 1}, 'weight_map names no file for tensor a: 1'],
  ['no map', [], 'the index has no weight_map'],
])('an index with %s is refused', async (_, weightMap, what) => {
  await writeShards(one, two);
  await writeIndex(weightMap);
  await expect(readSafetensors(index)).rejects.toThrow(what);
});

test('a tensor that stands in a second file, or in none of the index, is refused', async () => {
  await writeShards(one, new Map([...one, ...two]));
  await writeIndex({a: '1.safetensors', b: '2.safetensors'});
  await expect(readSafetensors(index)).rejects.toThrow(
    `${join(folder, '2.safetensors')}: tensor a stands in it, but the index says 1.safetensors`,
  );
  await writeIndex({b: '2.safetensors'});
  await expect(readSafetensors(index)).rejects.toThrow(
    'tensor a stands in it, but the index does not know it',
  );
});

test.each([
  ['{"weight_map": ', 'the index is not JSON'],
  ['null', 'the index has no weight_map'],
  ['{"weight_map": {"a": "1.safetensors", "a": "2.safetensors"}}', 'the index holds "a" twice'],
])('an index of %s is refused', async (text, what) => {
  await writeFile(index, text);
  await expect(readSafetensors(index)).rejects.toThrow(`${index}: ${what}`);
});
