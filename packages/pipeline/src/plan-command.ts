import type {Command, CommandResult} from './command.js';
import {commandFailuresText} from './command-failure.js';
import {failuresText} from './failure.js';
import {readForcedStages, unknownForcedStages} from './forced-stages.js';
import {inheritedParamsText} from './inherited-params.js';
import {maxInstancesOption} from './most-instances.js';
import {readOverrides} from './overrides.js';
import {type PlannedStage, planPipeline} from './plan-pipeline.js';
import {planText} from './plan-text.js';
import {preparePipeline} from './prepare-pipeline.js';
import {selectedStages} from './selected-stages.js';
import {findPipeline} from './workspace-pipelines.js';

/** `retune plan`: what a run would do, told without running anything. */
export const planCommand: Command = {
  name: 'plan',
  summary: 'tells what a run would do, and why; runs nothing',
  details: [
    'PIPELINE.STAGE plans the run up to that stage.',
    'Exit status: 0 when all is cached, 3 when something would run, 1 where something is wrong.',
    'A stage whose input would be made again counts as one that would run; if that comes out as it was once',
    'before, the run takes the stage from the cache all the same.',
  ],
  operand: {name: 'PIPELINE', required: true},
  options: {
    set: {
      value: 'STAGE.PARAM=VALUE',
      repeated: true,
      doc: 'plans with this value, as a run with the same --set',
    },
    force: {value: 'STAGE', repeated: true, doc: 'plans with this stage run though it is cached'},
    'max-instances': maxInstancesOption,
    json: {doc: 'prints JSON'},
  },
  async run({operand = '', switches, argv}, workspace): Promise<CommandResult> {
    const named = findPipeline(workspace.root, operand);
    if (!named.found) return {status: 1, text: commandFailuresText([named.failure])};
    const {pipeline, stage} = named;
    const {overrides, failures} = readOverrides(argv);
    const forced = readForcedStages(argv);
    const prepared = await preparePipeline(named.source, overrides, workspace);
    const wrong = prepared.ok ? unknownForcedStages(forced, prepared.value) : prepared.failures;
    if (!prepared.ok || failures.length + wrong.length > 0)
      return {status: 1, text: failuresText([...failures, ...wrong])};
    const known = [...new Set(prepared.value.flatMap((one) => [one.stage.instanceOf, one.stage.id]))];
    if (stage !== undefined && !known.includes(stage))
      return {status: 1, text: commandFailuresText([{kind: 'unknown-stage', name: stage, pipeline, known}])};
    const command = stage === undefined ? [] : [`pipeline:${pipeline}.${stage}`];
    const stages = selectedStages(command, pipeline, prepared.value);
    const planned = planPipeline(stages, workspace, forced);
    const warnings = inheritedParamsText(stages.flatMap((one) => one.stage.inheritedParams));
    return {
      status: planned.every(({state}) => state === 'cached') ? 0 : 3,
      text: switches.has('json')
        ? planJson(pipeline, planned)
        : [warnings, planText(planned)].filter((text) => text !== '').join('\n\n'),
    };
  },
};

function planJson(pipeline: string, planned: readonly PlannedStage[]): string {
  const stages = planned.map(({hashes: _, ...stage}) => stage);
  return JSON.stringify({pipeline, stages}, null, 2);
}
