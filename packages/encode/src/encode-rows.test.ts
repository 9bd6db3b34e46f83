import {readFileSync} from 'node:fs';
import {tf} from '@retune/backend';
import {readEncoderConfig} from '@retune/encoder';
import {goldenPath} from '@retune/encoder/testing';
import {expect, test} from 'vitest';
import {encodeRows, type Trunk} from './encode-rows.js';

const config = readEncoderConfig(readFileSync(goldenPath('tiny-bert', 'config.json'), 'utf8'));

/** Gives each token the hidden state that is `value` everywhere. */
const constantTrunk = (value: number): Trunk => ({
  *run(batches) {
    for (const batch of batches)
      yield [batch, tf.fill([batch.batch, batch.tokens, config.hiddenSize], value)];
  },
  dispose() {},
});

const encode = (value: number) =>
  encodeRows(
    [{inputIds: Int32Array.of(1, 2, 3), isRefined: true}],
    {config, trunk: constantTrunk(value), weightsFile: 'model.safetensors'},
    () => {},
  );

test.each([Number.NaN, Number.NEGATIVE_INFINITY, 65520])('hidden states of %f are refused', (value) => {
  expect(() => encode(value)).toThrow(
    'model.safetensors: its frozen layers give hidden states that are not finite, or beyond 65504',
  );
});

test('the largest half is a hidden state as any other', () => {
  expect(encode(65504)).toEqual({
    lengths: [3],
    hiddenStates: new Uint16Array(144).fill(0x7bff),
    refinedLengths: [3],
    refinements: new Int8Array(144),
  });
});
