import {expect, test} from 'vitest';
import {z} from 'zod';
import {withoutUnset} from './unset-params.js';

const params = z.strictObject({
  train: z.string(),
  test: z.union([z.string(), z.array(z.string())]).optional(),
  rate: z.number().default(1),
  context: z.literal(0).nullable().default(0),
  weights: z.union([z.literal('none'), z.record(z.string(), z.number())]).default('none'),
  sources: z
    .array(
      z.union([
        z.strictObject({folder: z.string()}),
        z.strictObject({hub: z.string(), revision: z.string().optional()}),
      ]),
    )
    .default([]),
  files: z.object({config: z.string()}).catchall(z.string().min(64)).optional(),
  dropouts: z.strictObject({attention: z.number().default(0.1), hidden: z.number().optional()}).optional(),
});

test.each<[string, unknown, unknown]>([
  ['an optional param', {train: 'a', test: null}, {train: 'a'}],
  ['a param with a default', {rate: null}, {}],
  ['a param that takes null as a value keeps it', {context: null}, {context: null}],
  ['an optional param in a map', {dropouts: {attention: 0.2, hidden: null}}, {dropouts: {attention: 0.2}}],
  ['a map of params', {dropouts: null}, {}],
  ['an entry of a map with any names', {weights: {joy: 2, anger: null}}, {weights: {joy: 2}}],
  ['another name in a map', {files: {config: 'a', shard: null}}, {files: {config: 'a'}}],
  ['a member of a union in a list', {sources: [{hub: 'a', revision: null}]}, {sources: [{hub: 'a'}]}],
  ['a param that must be given, which the check then misses', {train: null}, {}],
  [
    'an unknown param keeps its null, which the check then refuses',
    {tets: null, constructor: null},
    {tets: null, constructor: null},
  ],
  ['an item of a list keeps its null', {test: ['a', null]}, {test: ['a', null]}],
])('null unsets: %s', (_, value, left) => {
  expect(withoutUnset(params, value)).toEqual(left);
});
