import {expect, test} from 'vitest';
import type {CacheEntry} from './cache-entries.js';
import {planGc} from './gc-plan.js';

const entry = (hash: string, bytes: number): CacheEntry => ({hash, stages: [], bytes, usedAt: 0});
const entries = [entry('oldest', 10), entry('needed', 20), entry('middle', 30), entry('youngest', 40)];
const removed = (keepBytes: number) =>
  planGc(entries, new Set(['needed']), keepBytes).remove.map(({hash}) => hash);

test('the first entries go, and no more than must', () => {
  expect(removed(100)).toEqual([]);
  expect(removed(99)).toEqual(['oldest']);
  expect(removed(90)).toEqual(['oldest']);
  expect(removed(89)).toEqual(['oldest', 'middle']);
});

test('a needed entry stays, even where that is more than asked', () => {
  expect(planGc(entries, new Set(['needed']), 0)).toEqual({
    remove: [entries[0], entries[2], entries[3]],
    removedBytes: 80,
    keep: [entries[1]],
    keptBytes: 20,
    neededBytes: 20,
  });
});
