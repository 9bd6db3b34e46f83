import {printableLine} from '../printable.mjs';
import type {Command} from './command.js';
import {type CommandFailure, commandFailuresText} from './command-failure.js';
import {failuresText} from './failure.js';
import {maxInstancesOption} from './most-instances.js';
import {projectOf} from './nx-projects.js';
import {parsePipelineFile} from './pipeline-file.js';
import {pipelineFolder} from './pipeline-folder.js';
import {findPipeline} from './workspace-pipelines.js';
import type {LastRun, StageWork} from './workspace-state.js';

/** `retune why`: how what lies in a stage's artifact was made. */
export const whyCommand: Command = {
  name: 'why',
  summary: "tells why and when a stage's result was made, and how long it took",
  details: [],
  operand: {name: 'PIPELINE.STAGE', required: true},
  options: {'max-instances': maxInstancesOption, json: {doc: 'prints JSON'}},
  async run({operand = '', switches}, {root, state}) {
    const named = findPipeline(root, operand);
    if (!named.found) return failed(named.failure);
    const {pipeline, stage = ''} = named;
    const parsed = parsePipelineFile(named.source, pipelineFolder(root));
    if (!parsed.ok) return {status: 1, text: failuresText(parsed.failures)};
    const known = parsed.value.stages.map(({id}) => id);
    const entry = parsed.value.stages.find(({id}) => id === stage);
    if (entry === undefined) return failed({kind: 'unknown-stage', name: stage, pipeline, known});
    const last = state.readLastRun(projectOf(entry.owner));
    if (last?.work === undefined) return failed({kind: 'never-worked', pipeline, stage});
    const work = {...last.work, seconds: last.work.seconds ?? last.seconds};
    return {
      status: 0,
      text: switches.has('json') ? whyJson(operand, work, last) : whyText(operand, work, last),
    };
  },
};

function whyText(name: string, {at, reasons, seconds}: StageWork, {cached}: LastRun): string {
  return [
    `${name} was made at ${localTime(at)}${seconds === undefined ? '' : `, in ${seconds.toFixed(1)} s`}:`,
    ...reasons.map((reason) => `  ${printableLine(reason)}`),
    ...(cached ? ['The last run found it in the cache.'] : []),
  ].join('\n');
}

function whyJson(stage: string, work: StageWork, {cached}: LastRun): string {
  return JSON.stringify({stage, ...work, lastRunCached: cached === true}, null, 2);
}

/** Such as 2026-11-24 15:04:05, by this machine's clock. */
function localTime(iso: string): string {
  return new Date(iso).toLocaleString('sv');
}

function failed(failure: CommandFailure): {status: 1; text: string} {
  return {status: 1, text: commandFailuresText([failure])};
}
