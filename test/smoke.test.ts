import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {repository} from '../packages/pipeline/test/run-nx.js';
import {examplePipelines} from './example-pipelines.js';
import {readmeCommands} from './readme-commands.js';
import {StagesWorkspace} from './stages-workspace.js';

const workspace = new StagesWorkspace();
afterAll(() => workspace[Symbol.dispose]());

test('labelled text becomes a trained, measured and explained model, by one command', {
  timeout: 180_000,
}, async () => {
  const run = await workspace.nx('run', 'pipeline:smoke');
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
  expect(readdirSync(workspace.path('artifacts/smoke/logs/train'))).toEqual([
    expect.stringMatching(/^events\.out\.tfevents\./),
  ]);
  expect(statSync(workspace.path('artifacts/smoke/report/index.html')).size).toBeLessThan(1.5e6);
});

test('the same command again runs nothing', {timeout: 60_000}, async () => {
  expect((await workspace.nx('run', 'pipeline:smoke')).ran).toEqual([]);
});

test('a changed hyperparameter runs train and what follows', {timeout: 120_000}, async () => {
  const run = await workspace.nx('run', 'pipeline:smoke', '--set', 'train.epochs=1');
  expect(run.status, run.output).toBe(0);
  expect(run.ran).toEqual(['train', 'evaluate', 'explain', 'report']);
  expect(run.output).toMatch(/train +ran +[\d.]+ s +epochs 2 -> 1/);
});

const readme = join(repository, 'README.md');
const commands = readmeCommands(readme);
const onSmallData = commands.filter((command) => /pipeline:(smoke|tickets)/.test(command));

test('rows of one’s own are read from CSV; the labels are theirs', {timeout: 120_000}, async () => {
  const rows = Array.from(
    {length: 60},
    (_, i) => `"ticket ${i}, with a comma",${['billing', 'login'][i % 2]}`,
  );
  workspace.write('tickets.csv', `text,label\n${rows.join('\n')}\n`);
  const own = examplePipelines(readme).find((text) => text.includes('tickets.csv')) as string;
  workspace.write('pipelines/tickets.yaml', own.replace('extends: full', 'extends: smoke'));
  const run = await workspace.nx('run', 'pipeline:tickets');
  expect(run.status, run.output).toBe(0);
  const details = JSON.parse(workspace.read('artifacts/tickets/evaluate/evaluation.json'));
  expect(details.labels).toEqual(['billing', 'login']);
  const judged = details.classifiers.map(({name}: {name: string}) => name);
  expect(judged).toEqual(['tuned', 'untrained', 'majority', 'bagOfWords']);
  const manifest = JSON.parse(workspace.read('artifacts/tickets/ingest/manifest.json'));
  expect(Object.keys(manifest.params)).not.toContain('validation');
});

test('rows of one’s own beside the files of another data set are warned of', {timeout: 60_000}, async () => {
  const {output} = await workspace.nx('run', 'pipeline:smoke.ingest', '--set', 'ingest.train=tickets.csv');
  expect(output).toContain(
    '--set: warning: ingest.train is set here, but validation is still fixtures/smoke/val.txt and test is still ' +
      'fixtures/smoke/test.txt, from pipelines/smoke.yaml\n',
  );
});

test.each(onSmallData)('the README’s command works: %s', {timeout: 120_000}, (command) => {
  const {status, stderr, stdout} = spawnSync('sh', ['-c', command], {cwd: workspace.root, encoding: 'utf8'});
  expect(status, stdout + stderr).toBe(0);
});

test('CI runs the README’s other commands', () => {
  const ci = readFileSync(join(repository, '.ci/run'), 'utf8');
  const others = commands.filter((command) => !onSmallData.includes(command));
  expect(others.filter((command) => !ci.includes(command))).toEqual([]);
});

test('broken rows stop the run, listed with their lines', {timeout: 60_000}, async () => {
  workspace.write('tickets.csv', 'text,label\nfine,billing\n"",login\nno label\n');
  const run = await workspace.nx('run', 'pipeline:tickets');
  expect(run.status).toBe(1);
  expect(run.output).toContain('tickets.csv:3');
  expect(run.output).toContain('tickets.csv:4');
  expect(run.output).not.toContain('    at ');
});
