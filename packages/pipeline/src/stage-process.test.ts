import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {artifactKind, defineStage, implementStage, type Stage, StageError} from '@retune/stage';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {fingerprintVariable} from './nx-projects.js';
import {pathDigest} from './path-digest.js';
import {stageProcess, TERMINAL_VARIABLE} from './stage-process.js';

const declaration = defineStage({
  name: 'train',
  doc: '',
  reads: {},
  writes: artifactKind({kind: 'model', doc: '', files: {}}),
  params: z.strictObject({}),
});
const failing = implementStage(declaration, async ({emit}) => {
  emit({kind: 'progress', done: 1200, total: 3000, unit: 'steps'});
  throw new StageError({where: 'model', what: 'it is too large', mend: 'Take a smaller one.'});
});

test('on a terminal the drawn line is taken away before an error is told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'retune-stage-process-'));
  const terminal = join(folder, 'terminal');
  vi.stubEnv(TERMINAL_VARIABLE, terminal);
  vi.stubEnv(fingerprintVariable('full.train'), 'key');
  let drawn = '';
  const told = vi.spyOn(process.stderr, 'write').mockImplementation(() => {
    drawn = readFileSync(terminal, 'utf8');
    return true;
  });
  const status = await stageProcess(failing as unknown as Stage, {
    fingerprint: 'key',
    project: 'full.train',
    code: '',
    files: {},
    cores: undefined,
    peak: join(folder, 'peak.json'),
    log: join(folder, 'logs/train.jsonl'),
    charts: join(folder, 'logs/train'),
    task: {
      params: {},
      inputs: {},
      output: join(folder, 'train'),
      versions: {},
      workspaceRoot: folder,
    },
  });
  expect(status).toBe(1);
  expect(told).toHaveBeenCalledExactlyOnceWith('train: model: it is too large\n  Take a smaller one.\n');
  expect(drawn).toContain('train: 1200/3000 steps');
  expect(drawn.endsWith('\r\u001b[2K')).toBe(true);
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, {recursive: true});
});

test.each(['file', 'folder'])('a %s that changes while a stage reads it leaves no result', async (what) => {
  const folder = mkdtempSync(join(tmpdir(), 'retune-stage-process-'));
  const data = join(folder, 'data');
  if (what === 'folder') mkdirSync(data);
  const file = what === 'folder' ? join(data, 'text.txt') : data;
  writeFileSync(file, 'first');
  const sha256 = pathDigest(data) as string;
  let content = 'second';
  const editing = implementStage(declaration, async () => writeFileSync(file, content));
  const task = {
    fingerprint: 'key',
    project: 'full.train',
    code: '',
    files: {file: {path: data, sha256}},
    peak: join(folder, 'peak.json'),
    log: join(folder, 'logs/train.jsonl'),
    charts: join(folder, 'logs/train'),
    task: {params: {}, inputs: {}, output: join(folder, 'train'), versions: {}, workspaceRoot: folder},
  };
  vi.stubEnv(fingerprintVariable('full.train'), 'key');
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(await stageProcess(editing as unknown as Stage, task)).toBe(1);
  expect(told.mock.calls.join()).toContain(`train: ${data}: file was changed during the run`);
  expect(existsSync(join(folder, 'train'))).toBe(false);

  content = 'first';
  expect(await stageProcess(editing as unknown as Stage, task)).toBe(0);
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, {recursive: true});
});
