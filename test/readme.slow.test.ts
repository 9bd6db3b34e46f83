import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {repository} from '../packages/pipeline/test/run-nx.js';
import {examplePipelines} from './example-pipelines.js';
import {readmeCommands} from './readme-commands.js';
import {StagesWorkspace} from './stages-workspace.js';

const workspace = new StagesWorkspace();
beforeAll(() => workspace.nx('run', 'pipeline:smoke'), 120_000);
afterAll(() => workspace[Symbol.dispose]());

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
