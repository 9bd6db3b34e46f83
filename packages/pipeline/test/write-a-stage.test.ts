import {spawnSync} from 'node:child_process';
import {rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {installedWorkspace, readGuide} from './guide.js';
import {type NxRun, repository, startNx} from './run-nx.js';

const guide = readGuide('docs/write-a-stage.md');
let root: string;
const printed: NxRun[] = [];

beforeAll(async () => {
  root = installedWorkspace(guide.files);
  for (const command of guide.commands.filter((line) => line.startsWith('npx nx ')))
    printed.push(await startNx(root, command.split(' ').slice(2)).ended);
});
afterAll(() => rmSync(root, {recursive: true}));

const seconds = (text: string) => text.replaceAll(/\d+\.\d s/g, '0.0 s');

test('the guide’s commands print what it says, with the plugin installed in a workspace of its own', () => {
  expect(printed.map(({status, output}) => [status, status === 0 ? '' : output])).toEqual([
    [0, ''],
    [0, ''],
  ]);
  expect(seconds(printed[0]?.output ?? '')).toContain(seconds(guide.outputs[0] as string));
  expect(seconds(printed[1]?.output ?? '')).toContain(seconds(guide.outputs[1] as string));
});

test('the guide’s only other command is the one that installs', () => {
  const others = guide.commands.filter((line) => !line.startsWith('npx nx '));
  expect(others).toEqual([expect.stringMatching(/^npm install --install-links /)]);
});

test('run again, both stages of the guide are cached', async () => {
  const again = await startNx(root, ['run', 'pipeline:notes']).ended;
  expect(again.output).toContain('take    cached\nrepeat  cached\n');
});

test('the guide’s error is shown as it says, without a stack', async () => {
  writeFileSync(join(root, 'notes.txt'), '');
  const run = await startNx(root, ['run', 'pipeline:notes']).ended;
  expect(run.status).toBe(1);
  expect(run.output).toContain('repeat: the text is empty\n  Name a file with a text in take.file.\n');
  expect(run.output).not.toContain('    at ');
});

test.each(['take', 'repeat'])('the guide’s stage %s takes fewer than 40 lines of TypeScript', (stage) => {
  const sources = Object.entries(guide.files).filter(([file]) => file.startsWith(`packages/${stage}/src/`));
  const lines = sources.flatMap(([, content]) => content.trimEnd().split('\n'));
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.length).toBeLessThan(40);
});

test('the guide’s TypeScript passes a strict type check', () => {
  const strict = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023'];
  const sources = Object.keys(guide.files).filter((file) => file.endsWith('.ts'));
  const tsc = join(repository, 'node_modules/typescript/bin/tsc');
  const {stdout, status} = spawnSync(process.execPath, [tsc, ...strict, '--types', 'node', ...sources], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
  expect(status).toBe(0);
});
