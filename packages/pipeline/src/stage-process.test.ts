import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {artifactKind, defineStage, implementStage, type Stage, StageError} from '@retune/stage';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {fingerprintVariable} from './nx-projects.js';
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
