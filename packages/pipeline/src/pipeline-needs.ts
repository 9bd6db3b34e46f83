import type {CommandResult, CommandWorkspace} from './command.js';
import {commandFailuresText} from './command-failure.js';
import {failuresText} from './failure.js';
import {fingerprintDigest} from './fingerprint.js';
import {projectOf} from './nx-projects.js';
import {planPipeline} from './plan-pipeline.js';
import {preparePipeline} from './prepare-pipeline.js';
import type {NeededState} from './state-garbage.js';
import {pipelineSources} from './workspace-pipelines.js';

/** What the pipelines need as their files are now; `hashes` are those of results that they could be taken from. */
export type PipelineNeeds = Omit<NeededState, 'code' | 'packages'>;

/** Takes the needs of all pipelines; unknown where one has errors. */
export async function pipelineNeeds(
  workspace: CommandWorkspace,
): Promise<{known: true; needs: PipelineNeeds} | {known: false; result: CommandResult}> {
  const sources = pipelineSources(workspace.root);
  const [projects, fingerprints, hashes] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const source of sources.values()) {
    const prepared = await preparePipeline(source, [], workspace);
    if (!prepared.ok) {
      const unknown = commandFailuresText([{kind: 'needs-unknown', file: source.file}]);
      return {known: false, result: {status: 1, text: `${failuresText(prepared.failures)}\n${unknown}`}};
    }
    for (const {stage, fingerprint} of prepared.value) {
      projects.add(projectOf(stage.owner));
      fingerprints.add(`${projectOf(stage.owner)}/${fingerprintDigest(fingerprint)}`);
    }
    for (const stage of planPipeline(prepared.value, workspace))
      for (const hash of stage.hashes) hashes.add(hash);
  }
  return {known: true, needs: {pipelines: new Set(sources.keys()), projects, fingerprints, hashes}};
}
