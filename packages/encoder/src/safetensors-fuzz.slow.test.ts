import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {StageError} from '@retune/stage';
import {temporaryFolder} from '@retune/stage/testing';
import {uniformInt} from 'pure-rand/distribution/uniformInt';
import {xoroshiro128plus} from 'pure-rand/generator/xoroshiro128plus';
import {expect, test} from 'vitest';
import {type NamedTensor, readSafetensors} from './read-safetensors.js';

const FILES = 3_000;

const random = xoroshiro128plus(20);
const below = (limit: number) => uniformInt(random, 0, limit - 1);
const oneOf = <T>(items: readonly T[]) => items[below(items.length)] as T;

/** A whole file with tensors of each type that is read, one of another type, an empty one and metadata. */
function wholeFile(): Buffer {
  const header = {
    __metadata__: {format: 'pt'},
    'bert.weight': {dtype: 'F32', shape: [2, 3], data_offsets: [0, 24]},
    'bert.bias': {dtype: 'F16', shape: [3], data_offsets: [24, 30]},
    mask: {dtype: 'BOOL', shape: [2], data_offsets: [30, 32]},
    norm: {dtype: 'BF16', shape: [2, 2], data_offsets: [32, 40]},
    none: {dtype: 'F32', shape: [0, 7], data_offsets: [40, 40]},
  };
  return fileOf(JSON.stringify(header), Buffer.from(Array.from({length: 40}, (_, i) => (i * 37) % 120)));
}

function fileOf(header: string, data: Buffer): Buffer {
  const text = Buffer.from(header);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, data]);
}

type Damage = (file: Buffer) => Buffer;

const SIGNS = Buffer.from('{}[]",:0123456789-.eEF\\ntA\u00e9');

/** What befalls a file, bytes or the header's text, which stays as long as its length says. */
const damages: Record<string, Damage> = {
  'a bit flips': (file) => {
    const at = below(file.length);
    file[at] = (file[at] as number) ^ (1 << below(8));
    return file;
  },
  'a byte of the length or the header becomes another': (file) => {
    file[below(file.length - 40)] = below(256);
    return file;
  },
  'a sign of the header becomes another': (file) => {
    file[8 + below(file.length - 48)] = oneOf([...SIGNS]);
    return file;
  },
  'the end is lost': (file) => file.subarray(0, below(file.length)),
  'something is added': (file) => Buffer.concat([file, Buffer.alloc(1 + below(64))]),
  'the begin is lost': (file) => file.subarray(1 + below(16)),
  'a piece comes twice': (file) => {
    const [start, end] = [below(file.length), below(file.length)].sort((a, b) => a - b) as [number, number];
    return Buffer.concat([file.subarray(0, end), file.subarray(start)]);
  },
  'a number of the header becomes another': (file) => {
    const numbers = [
      '0',
      '1',
      '24',
      '40',
      '-1',
      '1e3',
      '4.5',
      '9007199254740993',
      '1e400',
      'null',
      '[]',
      '"3"',
    ];
    const header = headerOf(file);
    const places = [...header.matchAll(/\d+/g)];
    const {index, 0: digits} = oneOf(places);
    const changed = header.slice(0, index) + oneOf(numbers) + header.slice(index + digits.length);
    return fileOf(changed, file.subarray(8 + header.length));
  },
  'a word of the header becomes another': (file) => {
    const header = headerOf(file);
    const words = [...new Set([...header.matchAll(/"[^"]*"/g)].map(([word]) => word))];
    return fileOf(
      header.replace(oneOf(words), oneOf([...words, '"F64"', '"__proto__"'])),
      file.subarray(8 + header.length),
    );
  },
};

function headerOf(file: Buffer): string {
  return file.subarray(8, 8 + Number(file.readBigUInt64LE())).toString();
}

/** What the file says its tensors are, read with no care at all: value by value, at the place it names. */
function tensorsAsWritten(file: Buffer): Map<string, NamedTensor> {
  const {__metadata__: _, ...header} = JSON.parse(headerOf(file)) as Record<string, WrittenEntry>;
  const dataStart = 8 + Number(file.readBigUInt64LE());
  const floats = Object.entries(header).filter(([, {dtype}]) =>
    ['F64', 'F32', 'F16', 'BF16'].includes(dtype),
  );
  return new Map(
    floats.map(([name, {dtype, shape, data_offsets}]) => {
      const [start, end] = data_offsets;
      const bytes = {F64: 8, F32: 4}[dtype as string] ?? 2;
      const data = Float32Array.from({length: (end - start) / bytes}, (_, i) =>
        valueAt(file, dataStart + start + i * bytes, dtype),
      );
      return [name, {shape, dtype, data}];
    }),
  );
}

interface WrittenEntry {
  dtype: NamedTensor['dtype'];
  shape: number[];
  data_offsets: [number, number];
}

function valueAt(file: Buffer, at: number, dtype: string): number {
  if (dtype === 'F64') return file.readDoubleLE(at);
  if (dtype === 'F32') return file.readFloatLE(at);
  const bits = file.readUInt16LE(at);
  if (dtype === 'BF16') {
    const whole = Buffer.alloc(4);
    whole.writeUInt16LE(bits, 2);
    return whole.readFloatLE();
  }
  const [sign, exponent, fraction] = [bits >> 15, (bits >> 10) & 31, bits & 1023];
  const size = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return (sign ? -1 : 1) * (exponent === 31 ? (fraction ? Number.NaN : Number.POSITIVE_INFINITY) : size);
}

test(`${FILES} damaged files give an error that names the file, or just what they hold`, {
  timeout: 120_000,
}, async () => {
  const path = join(await temporaryFolder(), 'damaged.safetensors');
  const refused = new Map(Object.keys(damages).map((name) => [name, 0]));
  for (let i = 0; i < FILES; i++) {
    const damage = oneOf(Object.keys(damages));
    const file = (damages[damage] as Damage)(wholeFile());
    writeFileSync(path, file);
    const read = await readSafetensors(path).catch((error: unknown) => error);
    if (read instanceof StageError) {
      expect(read.problems[0]?.where).toBe(path);
      refused.set(damage, (refused.get(damage) as number) + 1);
    } else expect(read, damage).toEqual(tensorsAsWritten(file));
  }
  expect([...refused.values()].every((count) => count > 0)).toBe(true);
  expect([...refused.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0.7 * FILES);
});

test('an undamaged file gives all that it holds', async () => {
  const path = join(await temporaryFolder(), 'whole.safetensors');
  writeFileSync(path, wholeFile());
  const read = await readSafetensors(path);
  expect([...read.keys()]).toEqual(['bert.weight', 'bert.bias', 'norm', 'none']);
  expect(read).toEqual(tensorsAsWritten(wholeFile()));
});
