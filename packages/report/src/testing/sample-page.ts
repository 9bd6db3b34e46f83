import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {runStage, type StageTask} from '@retune/stage';
import reportRun from '../run.js';
import {EMOTION_SAMPLE, type Sample} from './sample.js';
import {writeSampleArtifacts} from './sample-artifacts.js';
import {writeSampleSweep} from './sample-sweep.js';

export interface SamplePage {
  url: string;
  /** Takes it away. */
  remove: () => Promise<void>;
}

/** Makes the page of a sample in a folder of its own. */
export async function makeSamplePage(
  sample: Sample,
  params: Record<string, unknown> = {},
): Promise<SamplePage> {
  const folder = await mkdtemp(join(tmpdir(), 'report-page-'));
  return await makePage(folder, {params, inputs: await writeSampleArtifacts(folder, sample)});
}

/** Makes the page that compares runs with these gains at three learning rates; see {@link writeSampleSweep}. */
export async function makeSampleSweepPage(gains: readonly number[]): Promise<SamplePage> {
  const folder = await mkdtemp(join(tmpdir(), 'report-page-'));
  const runs = gains.map((gain, place) => ({
    values: {'train.learningRate': 2e-5 * 10 ** place, 'train.seed': place % 2},
    gain,
  }));
  const evaluations = await writeSampleSweep(folder, {sample: EMOTION_SAMPLE, runs});
  return await makePage(folder, {params: {bootstrapSamples: 100}, inputs: {}, gathered: {evaluations}});
}

async function makePage(
  folder: string,
  task: Pick<StageTask, 'params' | 'inputs' | 'gathered'>,
): Promise<SamplePage> {
  const output = join(folder, 'report');
  await runStage(reportRun, {...task, output, versions: {}, workspaceRoot: folder}, () => {});
  return {
    url: `file://${join(output, 'index.html')}`,
    remove: () => rm(folder, {recursive: true, force: true}),
  };
}
