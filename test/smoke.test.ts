import {spawnSync} from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {type NxRun, repository, startNx} from '../packages/pipeline/test/run-nx.js';
import {examplePipelines} from './example-pipelines.js';
import {readmeCommands} from './readme-commands.js';

const root = mkdtempSync(join(tmpdir(), 'retune-smoke-'));

/** The project's own stages and pipelines in a workspace of their own, so that no cache is shared. */
beforeAll(() => {
  for (const linked of ['packages', 'fixtures', 'data', 'node_modules'])
    symlinkSync(join(repository, linked), join(root, linked));
  for (const copied of ['package.json', 'nx.json', '.env', 'pipelines'])
    cpSync(join(repository, copied), join(root, copied), {recursive: true});
  writeFileSync(join(root, '.gitignore'), 'node_modules\n/artifacts/\n.nx\n.retune\n');
});
afterAll(() => rmSync(root, {recursive: true, force: true}));

interface Run extends NxRun {
  /** Stages that the closing table says ran. */
  ran: string[];
}

async function nx(...args: string[]): Promise<Run> {
  const run = await startNx(root, args).ended;
  const ran = [...run.output.matchAll(/^(\w+) +ran +[\d.]+ s/gm)].map((match) => match[1] as string);
  return {...run, ran};
}

test('labelled text becomes a trained, measured and explained model, by one command', {
  timeout: 180_000,
}, async () => {
  const run = await nx('run', 'pipeline:smoke');
  expect(run.status, run.output).toBe(0);
  expect(run.ran).toEqual([
    'checkpoint',
    'ingest',
    'tokenize',
    'encode',
    'train',
    'evaluate',
    'explain',
    'report',
  ]);
  expect(run.output).toMatch(/accuracy +0\.\d{4} +0\.\d{4}/);
  expect(run.output).toContain('report: artifacts/smoke/report/index.html');
  expect(readdirSync(join(root, 'artifacts/smoke/logs/train'))).toEqual([
    expect.stringMatching(/^events\.out\.tfevents\./),
  ]);
  expect(statSync(join(root, 'artifacts/smoke/report/index.html')).size).toBeLessThan(1.5e6);
});

test('the same command again runs nothing', {timeout: 60_000}, async () => {
  expect((await nx('run', 'pipeline:smoke')).ran).toEqual([]);
});

test('a changed hyperparameter runs train and what follows', {timeout: 120_000}, async () => {
  const run = await nx('run', 'pipeline:smoke', '--set', 'train.epochs=1');
  expect(run.status, run.output).toBe(0);
  expect(run.ran).toEqual(['train', 'evaluate', 'explain', 'report']);
  expect(run.output).toMatch(/train +ran +[\d.]+ s +epochs 2 -> 1/);
});

test('a longest length that cuts no row differently runs tokenize alone', {timeout: 120_000}, async () => {
  await nx('run', 'pipeline:smoke.tokenize', '--set', 'tokenize.maxLength=127');
  const run = await nx('run', 'pipeline:smoke.encode', '--set', 'tokenize.maxLength=128');
  expect(run.ran).toContain('tokenize');
  expect(run.ran).toEqual(['tokenize', 'encode']);
  const again = await nx('run', 'pipeline:smoke.encode', '--set', 'tokenize.maxLength=127');
  expect(again.ran).toEqual([]);
});

test('more frozen layers run encode and what follows', {timeout: 120_000}, async () => {
  const run = await nx('run', 'pipeline:smoke', '--set', 'encode.frozenLayers=1');
  expect(run.status, run.output).toBe(0);
  expect(run.ran).toEqual(['encode', 'train', 'evaluate', 'explain', 'report']);
});

test('the same inputs give the same bytes', {timeout: 120_000}, async () => {
  await nx('run', 'pipeline:smoke');
  const sums = () => readFileSync(join(root, 'artifacts/smoke/report/SHA256SUMS'), 'utf8');
  const before = sums();
  const run = await nx('run', 'pipeline:smoke', '--skip-nx-cache');
  expect(run.ran).toHaveLength(8);
  expect(sums()).toBe(before);
});

const readme = join(repository, 'README.md');
const commands = readmeCommands(readme);
const onSmallData = commands.filter((command) => /pipeline:(smoke|tickets)/.test(command));

test('rows of one’s own are read from CSV; the labels are theirs', {timeout: 120_000}, async () => {
  const rows = Array.from(
    {length: 60},
    (_, i) => `"ticket ${i}, with a comma",${['billing', 'login'][i % 2]}`,
  );
  writeFileSync(join(root, 'tickets.csv'), `text,label\n${rows.join('\n')}\n`);
  const own = examplePipelines(readme).find((text) => text.includes('tickets.csv')) as string;
  writeFileSync(join(root, 'pipelines/tickets.yaml'), own.replace('extends: full', 'extends: smoke'));
  const run = await nx('run', 'pipeline:tickets');
  expect(run.status, run.output).toBe(0);
  const details = JSON.parse(readFileSync(join(root, 'artifacts/tickets/evaluate/evaluation.json'), 'utf8'));
  expect(details.labels).toEqual(['billing', 'login']);
  const judged = details.classifiers.map(({name}: {name: string}) => name);
  expect(judged).toEqual(['tuned', 'untrained', 'majority', 'bagOfWords']);
  const manifest = JSON.parse(readFileSync(join(root, 'artifacts/tickets/ingest/manifest.json'), 'utf8'));
  expect(Object.keys(manifest.params)).not.toContain('validation');
});

test('rows of one’s own beside the files of another data set are warned of', {timeout: 60_000}, async () => {
  const {output} = await nx('run', 'pipeline:smoke.ingest', '--set', 'ingest.train=tickets.csv');
  expect(output).toContain(
    '--set: warning: ingest.train is set here, but validation is still fixtures/smoke/val.txt and test is still ' +
      'fixtures/smoke/test.txt, from pipelines/smoke.yaml\n',
  );
});

test.each(onSmallData)('the README’s command works: %s', {timeout: 120_000}, (command) => {
  const {status, stderr, stdout} = spawnSync('sh', ['-c', command], {cwd: root, encoding: 'utf8'});
  expect(status, stdout + stderr).toBe(0);
});

test('CI runs the README’s other commands', () => {
  const ci = readFileSync(join(repository, '.ci/run'), 'utf8');
  const others = commands.filter((command) => !onSmallData.includes(command));
  expect(others.filter((command) => !ci.includes(command))).toEqual([]);
});

test('broken rows stop the run, listed with their lines', {timeout: 60_000}, async () => {
  writeFileSync(join(root, 'tickets.csv'), 'text,label\nfine,billing\n"",login\nno label\n');
  const run = await nx('run', 'pipeline:tickets');
  expect(run.status).toBe(1);
  expect(run.output).toContain('tickets.csv:3');
  expect(run.output).toContain('tickets.csv:4');
  expect(run.output).not.toContain('    at ');
});
