import {stripVTControlCharacters} from 'node:util';
import {expect, test} from 'vitest';
import {coloured} from './coloured.js';

const lines = [
  'pipeline smoke with train.epochs=1',
  'train: started',
  'tokenize: warning: 8 rows were cut',
  'ingest  cached',
  'train   ran      8.8 s  ran out of cached failed',
  'report  failed   0.1 s  see its message above',
  'accuracy  0.5',
].join('\n');
const terminal = {isTTY: true};

test('at a terminal colours stand around words and change none', () => {
  const shown = coloured(lines, terminal, {});
  expect(stripVTControlCharacters(shown)).toBe(lines);
  expect(shown).toContain('train   \u001b[32mran\u001b[0m      8.8 s  ran out of cached failed\n');
  expect(shown).toContain('tokenize: \u001b[33mwarning\u001b[0m: 8 rows were cut\n');
  expect(shown).toContain('\naccuracy  0.5');
});

test('elsewhere, and with NO_COLOR, there are none', () => {
  expect(coloured(lines, {}, {})).toBe(lines);
  expect(coloured(lines, terminal, {NO_COLOR: '1'})).toBe(lines);
});
