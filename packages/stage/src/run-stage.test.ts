import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {z} from 'zod';
import {
  artifactKind,
  defineStage,
  filePath,
  filePathsIn,
  implementStage,
  optional,
  runStage,
  type StageEvent,
} from './index.js';

const text = artifactKind({kind: 'text', doc: '', files: {text: {path: 'text.txt', doc: ''}}});
const repeat = implementStage(
  defineStage({
    name: 'repeat',
    doc: '',
    reads: {first: text, second: optional(text)},
    writes: text,
    params: z.strictObject({times: z.number().int().min(1).default(2).describe('how often')}),
  }),
  async ({params, inputs, output, emit}) => {
    emit({kind: 'note', message: inputs.second === undefined ? 'no second' : 'a second'});
    const words = await inputs.first.text('text');
    await output.writeText('text', words.repeat(params.times));
  },
);
const write = implementStage(
  defineStage({name: 'write', doc: '', reads: {}, writes: text, params: z.strictObject({bytes: z.number()})}),
  async ({params, output}) => await output.writeText('text', 'x'.repeat(params.bytes)),
);
const folder = mkdtempSync(join(tmpdir(), 'retune-stage-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));
const task = (output: string, params: unknown, inputs = {}) => ({
  params,
  inputs,
  output: join(folder, output),
  versions: {},
  workspaceRoot: folder,
});

test('a stage reads its inputs, fills in defaults and publishes its output', async () => {
  await runStage(write, task('one', {bytes: 3}), () => {});
  const events: StageEvent[] = [];
  const first = {folder: join(folder, 'one'), remakeCommand: ''};
  const manifest = await runStage(repeat, task('two', {}, {first}), (event) => events.push(event));
  expect(manifest.params).toEqual({times: 2});
  expect(manifest.files['text.txt']?.bytes).toBe(6);
  expect(events).toEqual([{kind: 'note', message: 'no second'}]);
});

test('a manifest names what its artifact was made from by digest', async () => {
  await runStage(write, task('made', {bytes: 4}), () => {});
  const first = {folder: join(folder, 'made'), remakeCommand: ''};
  const {inputs} = await runStage(repeat, task('from-made', {}, {first}), () => {});
  const sums = readFileSync(join(folder, 'made', 'SHA256SUMS'));
  expect(inputs).toEqual({first: createHash('sha256').update(sums).digest('hex')});
});

test('wrong params are refused before any work', async () => {
  const first = {folder: join(folder, 'one'), remakeCommand: ''};
  await expect(runStage(repeat, task('three', {times: 0}, {first}), () => {})).rejects.toThrow(
    'repeat.times: Too small: expected number to be >=1',
  );
  expect(existsSync(join(folder, 'three'))).toBe(false);
});

test('a full disk is said, with its mend, and nothing is left half-written', async (context) => {
  const small = join(folder, 'small');
  execFileSync('mkdir', [small]);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', small], {stdio: 'ignore'});
  } catch {
    return context.skip('needs the right to mount a small file system');
  }
  try {
    await expect(runStage(write, task('small/output', {bytes: 1 << 20}), () => {})).rejects.toThrow(
      `${small}/output: the disk is full; nothing was left half-written\n  Free some space and run the same command again.`,
    );
    expect(readdirSync(small)).toEqual([]);
  } finally {
    execFileSync('umount', [small]);
  }
});

test('paths are found in params, also in lists, maps and defaults', () => {
  const params = z.strictObject({
    train: filePath('one'),
    more: z.array(filePath('several')).default([]),
    either: z.union([filePath('one'), z.array(filePath('several'))]).optional(),
    byName: z.record(z.string(), filePath('by name')).optional(),
    name: z.string(),
  });
  const value = {train: 'a', more: ['b', 'c'], either: ['d'], byName: {x: 'e'}, name: 'f'};
  expect(filePathsIn(params, value)).toEqual([
    {param: 'train', path: 'a'},
    {param: 'more.0', path: 'b'},
    {param: 'more.1', path: 'c'},
    {param: 'either.0', path: 'd'},
    {param: 'byName.x', path: 'e'},
  ]);
});
