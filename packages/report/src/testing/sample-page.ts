import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {runStage} from '@retune/stage';
import reportRun from '../run.js';
import type {Sample} from './sample.js';
import {writeSampleArtifacts} from './sample-artifacts.js';

/** Makes the page of a sample in a folder of its own; `remove` takes it away. */
export async function makeSamplePage(
  sample: Sample,
  params: Record<string, unknown> = {},
): Promise<{url: string; remove: () => Promise<void>}> {
  const folder = await mkdtemp(join(tmpdir(), 'report-page-'));
  const output = join(folder, 'report');
  const inputs = await writeSampleArtifacts(folder, sample);
  await runStage(reportRun, {params, inputs, output, versions: {}, workspaceRoot: folder}, () => {});
  return {
    url: `file://${join(output, 'index.html')}`,
    remove: () => rm(folder, {recursive: true, force: true}),
  };
}
