import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {readSafetensors, readSafetensorsMetadata} from './read-safetensors.js';
import {goldenPath} from './testing/golden.js';
import {type Float32Tensor, writeSafetensors} from './write-safetensors.js';

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safetensors-'));
  path = join(folder, 'x.safetensors');
});
afterAll(() => rm(folder, {recursive: true}));

async function writeRaw(header: unknown, data: Uint8Array = new Uint8Array(0)): Promise<void> {
  const text = Buffer.from(
    typeof header === 'string' || header instanceof Uint8Array ? header : JSON.stringify(header),
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  await writeFile(path, Buffer.concat([length, text, data]));
}

test('what is written is read back, whatever the shapes', async () => {
  const tensor = fc.array(fc.integer({min: 0, max: 4}), {maxLength: 3}).chain((shape) => {
    const length = shape.reduce((product, axis) => product * axis, 1);
    return fc.float32Array({minLength: length, maxLength: length}).map((data) => ({shape, data}));
  });
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string({minLength: 1}), tensor), async (tensors) => {
      await writeSafetensors(path, new Map(Object.entries(tensors)));
      const read = await readSafetensors(path);
      const found = Object.fromEntries([...read].map(([name, {shape, data}]) => [name, {shape, data}]));
      expect(found).toEqual({...tensors});
    }),
    {numRuns: 50},
  );
});

test('equal tensors give equal bytes, whatever their order, with aligned data', async () => {
  const tensors: [string, Float32Tensor][] = [
    ['b', {shape: [1], data: Float32Array.of(1)}],
    ['a.long.name', {shape: [2], data: Float32Array.of(2, 3)}],
  ];
  await writeSafetensors(path, new Map(tensors));
  const first = await readFile(path);
  await writeSafetensors(path, new Map(tensors.toReversed()));
  expect((await readFile(path)).equals(first)).toBe(true);
  expect(Number(first.readBigUInt64LE()) % 8).toBe(0);
});

test('the layout is that of the format, byte for byte', async () => {
  await writeSafetensors(
    path,
    new Map([
      ['w', {shape: [2, 1], data: Float32Array.of(1, -2)}],
      ['b', {shape: [1], data: Float32Array.of(0.5)}],
    ]),
    {state: 'text'},
  );
  const header =
    '{"__metadata__":{"format":"pt","state":"text"},' +
    '"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},' +
    '"w":{"dtype":"F32","shape":[2,1],"data_offsets":[4,12]}}';
  const padded = header.padEnd(160, ' ');
  expect((await readFile(path)).toString('hex')).toBe(
    `a000000000000000${Buffer.from(padded).toString('hex')}0000003f0000803f000000c0`,
  );
  expect(await readSafetensorsMetadata(path)).toEqual({format: 'pt', state: 'text'});
});

test('a tensor may be called as what every object has', async () => {
  await writeSafetensors(path, new Map([['__proto__', {shape: [1], data: Float32Array.of(7)}]]));
  expect((await readSafetensors(path)).get('__proto__')?.data).toEqual(Float32Array.of(7));
});

test('half-precision and bfloat16 values become the same numbers as 32-bit floats', async () => {
  // 1, -2, 65504, the smallest half above 0, infinity; 1, -2, 3.140625 as bfloat16.
  const bits = Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0001, 0x7c00, 0x3f80, 0xc000, 0x4049);
  await writeRaw(
    {
      h: {dtype: 'F16', shape: [5], data_offsets: [0, 10]},
      b: {dtype: 'BF16', shape: [3], data_offsets: [10, 16]},
    },
    new Uint8Array(bits.buffer),
  );
  const tensors = await readSafetensors(path);
  expect([...(tensors.get('h')?.data ?? [])]).toEqual([1, -2, 65504, 2 ** -24, Number.POSITIVE_INFINITY]);
  expect([...(tensors.get('b')?.data ?? [])]).toEqual([1, -2, 3.140625]);
});

test('64-bit floats become the nearest of 32 bits', async () => {
  const values = Float64Array.of(1, 0.1, -1e-50, 1 + 2 ** -24 + 2 ** -40);
  await writeRaw({d: {dtype: 'F64', shape: [4], data_offsets: [0, 32]}}, new Uint8Array(values.buffer));
  expect([...((await readSafetensors(path)).get('d')?.data ?? [])]).toEqual([
    1,
    0.10000000149011612,
    -0,
    1 + 2 ** -23,
  ]);
});

test('a file that PyTorch wrote is read by name', async () => {
  const tensors = await readSafetensors(goldenPath('tiny-bert', 'model.safetensors'), ['classifier.weight']);
  expect(tensors.get('classifier.weight')).toMatchObject({shape: [6, 48], dtype: 'F32'});
});

describe('a damaged file is refused by file and tensor:', () => {
  const f32 = (shape: unknown, begin: number, end: number, dtype = 'F32') => ({
    dtype,
    shape,
    data_offsets: [begin, end],
  });
  test.each([
    ['no JSON', '{"a"', 0, 'the header is not JSON'],
    ['a list', '[]', 0, 'the header is not a JSON object'],
    ['spaces before the header', ' {}', 0, 'the header is not a JSON object'],
    ['text that is no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 0, 'the header is not JSON'],
    [
      'a name twice',
      '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}',
      4,
      'the header holds "a" twice',
    ],
    ['metadata that are no texts', {__metadata__: {format: 1}}, 0, 'the metadata are no map of texts'],
    [
      'a type of an object',
      {a: f32([1], 0, 4, 'constructor')},
      4,
      'tensor a has the unknown type constructor',
    ],
    ['half a byte', {a: f32([3], 0, 2, 'F4')}, 2, 'tensor a of shape [3] and type F4 needs 1.5 bytes, not 2'],
    ['an unknown type', {a: f32([1], 0, 4, 'F12')}, 4, 'tensor a has the unknown type F12'],
    ['a negative size', {a: f32([-1], 0, 4)}, 4, 'tensor a has no valid shape and data_offsets'],
    ['a wrong size', {a: f32([2], 0, 4)}, 4, 'tensor a of shape [2] and type F32 needs 8 bytes, not 4'],
    ['an overlap', {a: f32([2], 0, 8), b: f32([1], 4, 8)}, 8, 'tensor b overlaps the one before it'],
    ['a gap', {a: f32([1], 4, 8)}, 8, 'there is a gap of 4 bytes before tensor a'],
    ['a cut end', {a: f32([2], 0, 8)}, 4, 'tensor a ends at byte'],
    ['a longer end', {a: f32([1], 0, 4)}, 8, '4 bytes follow the last tensor'],
  ])('%s', async (_, header, bytes, what) => {
    await writeRaw(header, new Uint8Array(bytes));
    await expect(readSafetensors(path)).rejects.toThrow(`${path}: ${what}`);
  });

  test('more tensors than any encoder has, in a moment', async () => {
    const entry = f32([0], 0, 0);
    await writeRaw(Object.fromEntries(Array.from({length: 60_000}, (_, i) => [`t${i}`, entry])));
    await expect(readSafetensors(path)).rejects.toThrow(
      'the file holds 60000 tensors; at most 50000 are read',
    );
  });

  test.each([
    ['lists without end', '['.repeat(1e6), 'the header is not JSON'],
    [
      'axes without end',
      {a: f32(new Array(100).fill(1), 0, 4)},
      'tensor a has 100 axes; at most 16 are read',
    ],
    ['sizes whose product is too large', {a: f32([2 ** 52, 2 ** 52], 0, 4)}, 'tensor a of shape'],
    ['a name without end', {['n'.repeat(1e5)]: f32([1], 0, 8)}, `tensor ${'n'.repeat(120)}… of shape [1]`],
    ['no entry', {a: null}, 'tensor a has the unknown type undefined'],
  ])('%s', async (_, header, what) => {
    await writeRaw(header, new Uint8Array(8));
    await expect(readSafetensors(path)).rejects.toThrow(`${path}: ${what}`);
  });

  test('a header longer than the file', async () => {
    await writeFile(path, Buffer.from([255, 0, 0, 0, 0, 0, 0, 0, 123]));
    await expect(readSafetensors(path)).rejects.toThrow(
      `${path}: the header would have 255 bytes of the file's 9`,
    );
  });

  test('no file', async () => {
    await expect(readSafetensors(join(folder, 'none'))).rejects.toThrow('the file cannot be read');
  });

  test('a quantized tensor that is wanted', async () => {
    await writeRaw({a: {dtype: 'I8', shape: [1], data_offsets: [0, 1]}}, new Uint8Array(1));
    await expect(readSafetensors(path, ['a'])).rejects.toThrow(
      'tensor a has type I8; F64, F32, F16, BF16 can be read',
    );
    expect((await readSafetensors(path)).size).toBe(0);
  });
});
