import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {runStage, type StageEvent, type StageTask} from '@retune/stage';
import {temporaryFolder} from '@retune/stage/testing';
import {expect, test} from 'vitest';
import reportRun from './run.js';
import {EMOTION_SAMPLE, SMALL_SAMPLE} from './testing/sample.js';
import {writeSampleArtifacts} from './testing/sample-artifacts.js';

async function report(
  inputs: StageTask['inputs'],
  output: string,
  params: Record<string, unknown> = {},
): Promise<string> {
  const events: StageEvent[] = [];
  const task = {params, inputs, output, versions: {}, workspaceRoot: output};
  await runStage(reportRun, task, (event) => events.push(event));
  expect(events).toEqual([]);
  return await readFile(join(output, 'index.html'), 'utf8');
}

test('equal artifacts give the same bytes, also when charts were drawn before', async () => {
  const folder = await temporaryFolder();
  const inputs = await writeSampleArtifacts(folder, EMOTION_SAMPLE);
  const first = await report(inputs, join(folder, 'first'));
  const second = await report(inputs, join(folder, 'second'));
  expect(second).toBe(first);
  expect(first).not.toContain(folder);
  expect(Buffer.byteLength(first)).toBeLessThan(1_500_000);
});

test('tokens and attributions may be missing', async () => {
  const folder = await temporaryFolder();
  const {tokens, attributions, ...inputs} = await writeSampleArtifacts(folder, SMALL_SAMPLE);
  expect([tokens, attributions]).not.toContain(undefined);
  const page = await report(inputs, join(folder, 'report'));
  expect(headings(page)).toEqual([
    'Against the baselines',
    'Label by label',
    'Confusion matrix',
    'Calibration',
    'Weak slices',
    'Rows worth a look',
    'Training',
    'Labels in the data',
    'The pipeline',
  ]);
});

test('the navigation leads to every section', async () => {
  const folder = await temporaryFolder();
  const page = await report(await writeSampleArtifacts(folder, SMALL_SAMPLE), join(folder, 'report'));
  const links = [...page.matchAll(/<li><a href="#([\w-]+)">([^<]+)</g)].map(([, id, name]) => [id, name]);
  const sections = [...page.matchAll(/<section id="([\w-]+)"[^>]*>\n<h2[^>]*>([^<]+)/g)];
  expect(links).toEqual(sections.map(([, id, name]) => [id, name]));
  expect(links).toHaveLength(11);
});

test('an evaluation on other labels is refused by name', async () => {
  const folder = await temporaryFolder();
  const inputs = await writeSampleArtifacts(join(folder, 'a'), SMALL_SAMPLE);
  const {evaluation} = await writeSampleArtifacts(join(folder, 'b'), {
    ...SMALL_SAMPLE,
    labels: ['sad', 'happy'],
  });
  const mixed = {...inputs, evaluation: evaluation as NonNullable<typeof evaluation>};
  await expect(report(mixed, join(folder, 'report'))).rejects.toThrow(
    'inputs of report: evaluation: its labels (sad, happy) are not those ' +
      'of examples (sad, glad)\n' +
      '  Wire the report to stages that were made from the same examples.',
  );
});

test('refused lines are counted by their reason', async () => {
  const folder = await temporaryFolder();
  const inputs = await writeSampleArtifacts(folder, {
    ...SMALL_SAMPLE,
    rejectedReasons: ['empty text', 'no label', 'empty text'],
  });
  const page = await report(inputs, join(folder, 'report'));
  expect(page).toContain('<summary>3 lines of the data files refused</summary>');
  expect(page).toContain('<th scope="row">empty text</th><td>2</td>');
});

function headings(page: string): (string | undefined)[] {
  return [...page.matchAll(/<h2[^>]*>([^<]+)</g)].map(([, name]) => name);
}
