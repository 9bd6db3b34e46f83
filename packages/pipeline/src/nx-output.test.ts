import {output} from '@nx/devkit';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {type NxOutput, quietStages} from './nx-output.js';

const nx = output as unknown as NxOutput;
const echo = '> node node_modules/@retune/pipeline/run-stage.mjs full.train';
const warning =
  'Warning: command "node node_modules/@retune/pipeline/run-stage.mjs full.train" exited with non-zero status code';
const advice = '  Run duration: 1s\n  Critical path: 1s\n  Recoverable time: <1ms';

let printed = '';
let unquiet = () => {};
beforeEach(() => {
  printed = '';
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  vi.spyOn(console, 'log').mockImplementation((text) => {
    printed += `${text}\n`;
  });
});
afterEach(() => {
  unquiet();
  vi.restoreAllMocks();
});

function quiet(ownAlone: boolean): void {
  const own = ['pipeline', 'full.train', 'full.encode'];
  unquiet = quietStages(nx, {isOwn: (project) => own.includes(project), ownAlone, shown: (text) => text});
}

/** What Nx says of a run of one task, in the order in which it does. */
function tellOfRun(project: string): void {
  nx.log({title: `Running target run for 1 project:`, bodyLines: [`- ${project}`]});
  nx.addVerticalSeparatorWithoutNewLines('cyan');
  nx.logCommand(`nx run ${project}:run`);
  nx.writeTaskOutputChunk(`${echo}\r\n\r\n`);
  nx.writeTaskOutputChunk('train: done\n');
  nx.writeTaskOutputChunk(warning, process.stderr);
  nx.logCommandOutput(`nx run ${project}:run`, 'local-cache', `${echo}\n\ntrain: an old note\n`);
  nx.logCommandSummary(`nx run ${project}:run`, 'success');
  nx.addNewline();
  nx.addVerticalSeparatorWithoutNewLines('green');
  nx.success({title: 'Successfully ran target run', bodyLines: ['from the cache']});
  nx.error({title: 'Running target run failed', bodyLines: ['Failed tasks:', '', `- ${project}:run`]});
  console.log(advice);
}

test('of a run of stages alone only what the stages print now is shown', () => {
  quiet(true);
  tellOfRun('full.train');
  expect(printed).toBe('train: done\n');
});

test('nx run-many of stages alone is told by its banner', () => {
  quiet(false);
  tellOfRun('full.train');
  expect(printed).toBe('train: done\n');
});

test('what Nx says of other tasks stays, beside stages too', () => {
  quiet(false);
  tellOfRun('app');
  for (const text of [
    'Running target run',
    'nx run',
    'an old note',
    'Successfully',
    'failed',
    'Critical path',
  ])
    expect(printed).toContain(text);
});

test('errors and warnings of Nx itself stay', () => {
  quiet(true);
  nx.error({title: "Cannot find project 'smok'", bodyLines: ['Did you mean smoke?']});
  nx.error({title: 'Running target run failed', bodyLines: ['Failed tasks:', '', '- app:build']});
  expect(printed).toContain("Cannot find project 'smok'");
  expect(printed).toContain('Did you mean smoke?');
  expect(printed).toContain('- app:build');
});

test('where Nx shows a task once it has ended, a failed stage keeps its message', () => {
  quiet(true);
  const text = `${echo}\n\ntrain: the loss is not finite\n  Lower learningRate.\n${warning}`;
  nx.logCommandOutput('nx run full.train:run', 'failure', text);
  expect(printed).toBe('train: the loss is not finite\n  Lower learningRate.\n');
});

test('afterwards Nx speaks as before', () => {
  quiet(true);
  unquiet();
  nx.success({title: 'Successfully ran target run'});
  console.log(advice);
  expect(printed).toContain('Successfully ran target run');
  expect(printed).toContain('Critical path');
});
