import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {type GatheredPlace, runStage, type StageEvent, type StageTask} from '@retune/stage';
import {temporaryFolder} from '@retune/stage/testing';
import {expect, test} from 'vitest';
import reportRun from './run.js';
import {EMOTION_SAMPLE, SMALL_SAMPLE} from './testing/sample.js';
import {writeSampleArtifacts, writeSampleEvaluation} from './testing/sample-artifacts.js';
import {writeSampleSweep} from './testing/sample-sweep.js';

async function report(
  inputs: StageTask['inputs'],
  output: string,
  {params = {}, evaluations = []}: {params?: Record<string, unknown>; evaluations?: GatheredPlace[]} = {},
): Promise<string> {
  const events: StageEvent[] = [];
  const task = {params, inputs, gathered: {evaluations}, output, versions: {}, workspaceRoot: output};
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
    'What to do next',
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
  const [navigation = ''] = page.match(/<nav.*?<\/nav>/s) ?? [];
  const links = [...navigation.matchAll(/<li><a href="#([\w-]+)">([^<]+)</g)].map(([, id, name]) => [
    id,
    name,
  ]);
  const sections = [...page.matchAll(/<section id="([\w-]+)"[^>]*>\n<h2[^>]*>([^<]+)/g)];
  expect(links).toEqual(sections.map(([, id, name]) => [id, name]));
  expect(links).toHaveLength(11);
});

test('labels may be called as keys that every object has', async () => {
  const folder = await temporaryFolder();
  const labels = ['__proto__', 'constructor'];
  const inputs = await writeSampleArtifacts(folder, {...SMALL_SAMPLE, labels});
  const page = (await report(inputs, join(folder, 'report'))).replaceAll('<wbr>', '');
  expect(page).toContain('with 2 labels');
  for (const label of labels)
    expect(page).toMatch(new RegExp(`<th scope="row"[^>]*><bdi>${label}</bdi></th>`));
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

test('a model that another evaluation was made from is refused', async () => {
  const folder = await temporaryFolder();
  const inputs = await writeSampleArtifacts(folder, SMALL_SAMPLE);
  const manifestPath = join(folder, 'evaluate', 'manifest.json');
  const manifest = JSON.parse(await readFile(manifestPath, 'utf8'));
  await writeFile(manifestPath, JSON.stringify({...manifest, inputs: {model: 'f'.repeat(64)}}));
  await expect(report(inputs, join(folder, 'report'))).rejects.toThrow(
    'inputs of report: evaluation: it was made from another model than the one that the report is given\n' +
      "  Wire the report's model to the stage that evaluation reads.",
  );
});

test('without a model the page is about a ready classifier and tells of no training', async () => {
  const folder = await temporaryFolder();
  const {model: _, ...inputs} = await writeSampleArtifacts(folder, SMALL_SAMPLE);
  const page = await report(inputs as StageTask['inputs'], join(folder, 'report'));
  expect(page).toContain('A ready classifier of 2 labels, judged as it came.');
  expect(headings(page)).not.toContain('Training');
});

function sweepOf(folder: string, gains: readonly number[]): Promise<GatheredPlace[]> {
  const runs = gains.map((gain, i) => ({values: {'train.learningRate': 10 ** -i, 'train.seed': 1}, gain}));
  return writeSampleSweep(folder, {sample: EMOTION_SAMPLE, runs});
}

test('several evaluations become one page of params and metrics; better is said with its p-value', async () => {
  const folder = await temporaryFolder();
  const evaluations = await sweepOf(folder, [0, 3, 0]);
  const params = {bootstrapSamples: 100};
  const page = await report({}, join(folder, 'report'), {params, evaluations});
  expect(headings(page)).toEqual(['Params against metrics', 'What the params did', 'Made from']);
  const rows = [...page.matchAll(/<tr[^>]*><th scope="row"[^>]*>(\d)<\/th>(.*?)<\/tr>/gs)].slice(0, 3);
  const seen = rows.map(([, , cells = '']) => cells.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '));
  expect(seen[0]).toMatch(/^ 1 1 0\.749 .* the first /);
  expect(seen[1]).toMatch(/^ 0\.1 1 0\.7\d\d .* better p &lt; 0\.001 /);
  expect(seen[2]).toMatch(/^ 0\.01 1 0\.749 .* 0\.000 0\.000 to 0\.000 no proven difference p = 1\.000 /);
  expect(page).toContain('That is better than the first run (McNemar\u2019s test, p &lt; 0.001).');
  const again = await report({}, join(folder, 'again'), {params, evaluations});
  expect(again).toBe(page);
});

test('evaluations of other rows are not compared', async () => {
  const folder = await temporaryFolder();
  const evaluations = await sweepOf(folder, [0]);
  const other = join(folder, 'other');
  await writeSampleEvaluation(other, SMALL_SAMPLE);
  evaluations.push({folder: other, remakeCommand: '', from: 'other', values: {}});
  await expect(report({}, join(folder, 'report'), {evaluations})).rejects.toThrow(
    'inputs of report: evaluations: other judged other rows or labels than evaluate@train.learningRate=1,train.seed=1',
  );
});

test.each([
  ['neither kind of input', [], 0, 'examples and evaluation not wired'],
  ['half of what one page needs', ['examples'], 0, 'evaluation not wired'],
  ['both kinds', ['examples', 'evaluation'], 2, 'evaluations compares classifiers, and examples, evaluation'],
  ['one evaluation', [], 1, 'there is one evaluation, and nothing to compare it with'],
] as const)('%s is refused with what to wire', async (_, ports, compared, message) => {
  const folder = await temporaryFolder();
  const all = await writeSampleArtifacts(folder, SMALL_SAMPLE);
  const inputs = Object.fromEntries(ports.map((port) => [port, all[port]])) as StageTask['inputs'];
  const place = {...(all.evaluation as GatheredPlace), from: 'evaluate', values: {}};
  const evaluations = Array.from({length: compared}, () => place);
  await expect(report(inputs, join(folder, 'report'), {evaluations})).rejects.toThrow(message);
});

function headings(page: string): (string | undefined)[] {
  return [...page.matchAll(/<h2[^>]*>([^<]+)</g)].map(([, name]) => name);
}
