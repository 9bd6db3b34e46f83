import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {StageEvent} from '../events.js';
import {temporaryFolder} from '../testing/temporary-folder.js';
import {crc32c} from './crc32c.js';
import {tensorBoardEvents} from './tensorboard-events.js';
import {tfRecord} from './tfrecord.js';

// RFC 3720, appendix B.4; the last is the usual check value.
test.each<[string, Uint8Array, number]>([
  ['32 zeros', new Uint8Array(32), 0x8a9136aa],
  ['32 bytes of ones', new Uint8Array(32).fill(255), 0x62a8ab43],
  ['32 rising bytes', Uint8Array.from({length: 32}, (_, i) => i), 0x46dd794e],
  ['32 falling bytes', Uint8Array.from({length: 32}, (_, i) => 31 - i), 0x113fdb5c],
  ['the digits', Buffer.from('123456789'), 0xe3069283],
])('the checksum of %s', (_, bytes, crc) => {
  expect(crc32c(bytes)).toBe(crc);
});

test('a record is framed as TensorFlow frames it', () => {
  // The record writer of Python's tensorboard 2.21.0 gave this for b"retune".
  const bytes = '06000000000000007369d537726574756e65940b926b';
  expect(Buffer.from(tfRecord(Buffer.from('retune'))).toString('hex')).toBe(bytes);
});

/** The messages of an event file. */
function recordsOf(file: string): Buffer[] {
  const bytes = readFileSync(file);
  const records: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = Number(bytes.readBigUInt64LE(at));
    records.push(bytes.subarray(at + 12, at + 12 + length));
    at += 16 + length;
  }
  return records;
}

/** Fields of a message by number: varints as numbers, all else as bytes. */
function fieldsOf(message: Buffer): [number, number | Buffer][] {
  const fields: [number, number | Buffer][] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = message[at++] as number;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const key = varint();
    const type = key & 7;
    if (type === 0) fields.push([key >> 3, varint()]);
    else {
      const length = type === 2 ? varint() : type === 1 ? 8 : 4;
      fields.push([key >> 3, message.subarray(at, at + length)]);
      at += length;
    }
  }
  return fields;
}

/** An event's time, step and scalars, or what else it says. */
function readEvent(message: Buffer) {
  const fields = new Map(fieldsOf(message));
  const summary = fields.get(5) as Buffer | undefined;
  const scalars = summary && fieldsOf(summary).map(([, value]) => new Map(fieldsOf(value as Buffer)));
  return {
    seconds: (fields.get(1) as Buffer).readDoubleLE(),
    step: fields.get(2),
    version: fields.get(3)?.toString(),
    session: fields.has(7) ? fieldsOf(fields.get(7) as Buffer) : undefined,
    scalars: scalars?.map((value) => [String(value.get(1)), (value.get(2) as Buffer).readFloatLE()]),
  };
}

const measured = (step: number): StageEvent => ({
  kind: 'measured',
  step,
  values: {'train/loss': step / 2, 'validation/f1Weighted': 0.75},
});

test('measurements stand in an event file by tag, step and time, and no other event does', async () => {
  const folder = join(await temporaryFolder(), 'logs/train');
  const listen = tensorBoardEvents(folder, () => 1_700_000_000_250);
  listen({kind: 'note', message: 'begins'});
  listen({kind: 'progress', done: 1, total: 2, unit: 'steps', values: {loss: 1}});
  expect(() => readdirSync(folder)).toThrow('ENOENT');
  listen(measured(50));
  listen(measured(300));
  const [file = '', ...others] = readdirSync(folder);
  expect([file, others]).toEqual([`events.out.tfevents.1700000000.${process.pid}.retune`, []]);
  const scalars = (loss: number) => [
    ['train/loss', loss],
    ['validation/f1Weighted', 0.75],
  ];
  expect(recordsOf(join(folder, file)).map(readEvent)).toEqual([
    {seconds: 1_700_000_000.25, version: 'brain.Event:2'},
    {seconds: 1_700_000_000.25, step: 50, scalars: scalars(25)},
    {seconds: 1_700_000_000.25, step: 300, scalars: scalars(150)},
  ]);
});

test('a run that goes on keeps the files of the one before and takes back what comes again; a new one does not', async () => {
  const folder = await temporaryFolder();
  let time = 1000;
  const runOf = (...events: StageEvent[]) => {
    const listen = tensorBoardEvents(folder, () => time * 1000);
    for (const event of events) listen(event);
    time++;
    return readdirSync(folder).sort();
  };
  runOf(measured(50), measured(100), measured(150));
  const [, second = ''] = runOf({kind: 'resumed', step: 120}, measured(150));
  expect(recordsOf(join(folder, second)).map(readEvent)[1]).toEqual({
    seconds: 1001,
    step: 121,
    session: [[1, 1]],
  });
  expect(runOf(measured(50))).toEqual([`events.out.tfevents.1002.${process.pid}.retune`]);
});
