import {expect, test} from 'vitest';
import {ProtobufWriter} from './protobuf.js';

function hex(write: (writer: ProtobufWriter) => void): string {
  const writer = new ProtobufWriter();
  write(writer);
  return Buffer.from(writer.finish()).toString('hex');
}

// The first three are the examples of https://protobuf.dev/programming-guides/encoding.
test.each<[string, (writer: ProtobufWriter) => void, string]>([
  ['an integer in groups of seven bits', (w) => w.integer(1, 150), '089601'],
  ['a string with its length', (w) => w.string(2, 'testing'), '120774657374696e67'],
  ['a message within a message', (w) => w.message(3, (inner) => inner.integer(1, 150)), '1a03089601'],
  ['a negative integer on ten bytes', (w) => w.integer(1, -1), '08ffffffffffffffffff01'],
  ['an integer above 32 bits', (w) => w.integer(1, 2 ** 40), '08808080808020'],
  ['zero', (w) => w.integer(5, 0), '2800'],
  ['a float, low byte first', (w) => w.float(4, 1.5), '250000c03f'],
  ['a double, low byte first', (w) => w.double(1, 1.5), '09000000000000f83f'],
  ['text beyond ASCII as UTF-8', (w) => w.string(1, 'é'), '0a02c3a9'],
  ['a field number above 15 on two bytes', (w) => w.integer(16, 1), '800101'],
])('writes %s', (_, write, bytes) => {
  expect(hex(write)).toBe(bytes);
});

test('grows without losing what was written', () => {
  const bytes = hex((writer) => {
    for (let i = 0; i < 1000; i++) writer.integer(1, 300);
  });
  expect(bytes).toBe('08ac02'.repeat(1000));
});
