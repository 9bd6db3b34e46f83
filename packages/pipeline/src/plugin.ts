import {readlinkSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {
  type CreateNodes,
  cacheDir,
  type PostTasksExecutionContext,
  type PreTasksExecutionContext,
  type ProjectConfiguration,
} from '@nx/devkit';
import {switchDaemonOff} from '../nx-daemon.mjs';
import {damagedArtifacts, damageText, rememberArtifacts} from './artifact-check.js';
import {CachedResults} from './cached-results.js';
import type {Bundler} from './compiled-stages.js';
import {failuresText, type PipelineFailure} from './failure.js';
import {readForcedStages, unknownForcedStages} from './forced-stages.js';
import {ignoredPipelinesText} from './ignored-pipelines.js';
import {inheritedParamsText} from './inherited-params.js';
import {answerInterrupts} from './interrupts.js';
import {removeLeftovers} from './leftovers.js';
import {cacheLinkedArtifacts} from './linked-artifacts.js';
import {artifactOf, brokenPipelineProject, PIPELINES, projectsOf} from './nx-projects.js';
import {readOverrides} from './overrides.js';
import {parsePipelineFile} from './pipeline-file.js';
import {type PipelineFolder, pipelineFiles, pipelineFolder} from './pipeline-folder.js';
import {readSource} from './pipeline-source.js';
import {type PreparedStage, preparePipeline} from './prepare-pipeline.js';
import {print, printHeld} from './print.js';
import {publishFault} from './published-faults.js';
import {quietRun} from './quiet-run.js';
import {rememberResults} from './remember-results.js';
import {reportRun} from './report-run.js';
import {ResultIndex} from './result-index.js';
import {runAgain} from './run-again.js';
import {runHeading} from './run-heading.js';
import {runOutcomes} from './run-outcomes.js';
import {pipelinesInCommand, selectsPipeline} from './selected-pipelines.js';
import {selectedStages} from './selected-stages.js';
import {shareCores, stagesToRun} from './share-cores.js';
import {findStagePackages} from './stage-packages.js';
import {RUN_VARIABLE, TERMINAL_VARIABLE} from './stage-process.js';
import {publishTasks} from './stage-tasks.js';
import {chosenStagesAtOnce, stagesAtOnce} from './stages-at-once.js';
import {strayArguments} from './stray-arguments.js';
import {holdWorkspace} from './workspace-lock.js';
import {WorkspaceState} from './workspace-state.js';
import {pipelineName} from './written-pipeline.js';

/** The Nx plugin: pipeline files become projects and tasks, keyed by what decides their results. */
export function createPlugin(bundler: Bundler, stageProcess: string) {
  /** What the run at hand is made of, by pipeline; filled before its tasks, read after them. */
  const current = new Map<string, PreparedStage[]>();
  let release = () => {};
  let interrupted = () => false;
  let unquiet = () => {};

  const createNodes: CreateNodes = [
    `${PIPELINES}/*.{yaml,yml}`,
    (seen, _options, {workspaceRoot}) => {
      const folder = pipelineFolder(workspaceRoot);
      const files = pipelineFiles(workspaceRoot);
      const ignored = ignoredPipelinesText(workspaceRoot, files, seen);
      if (ignored !== undefined) throw new Error(ignored);
      // Those that git ignores are among them: a pipeline may be one's own.
      return files.map((file) => [file, {projects: projectsIn(file, folder, workspaceRoot)}]);
    },
  ];

  async function preTasksExecution(_options: unknown, context: PreTasksExecutionContext): Promise<void> {
    const {workspaceRoot: root, argv} = context;
    switchDaemonOff(root);
    interrupted = answerInterrupts();
    release = await holdWorkspace(root, argv);
    const state = new WorkspaceState(root);
    const workspace = {root, bundler, stageProcess, state, stagePackages: findStagePackages(root)};
    const {overrides, failures} = readOverrides(argv);
    const forced = readForcedStages(argv);
    const all: PipelineFailure[] = [...strayArguments(argv), ...failures];
    for (const file of pipelinesInCommand(root, argv)) {
      const name = pipelineName(file);
      const prepared = await preparePipeline(readSource(root, file), overrides, workspace);
      if (prepared.ok) {
        current.set(name, selectedStages(argv, name, prepared.value));
        all.push(...unknownForcedStages(forced, prepared.value));
      } else if (selectsPipeline(argv, name)) all.push(...prepared.failures);
      else publishFault(file, failuresText(prepared.failures), {root, state});
    }
    if (all.length > 0) throw new Error(failuresText(all));
    cacheLinkedArtifacts(
      [...current.values()].flat().map(({stage}) => artifactOf(stage.owner)),
      root,
    );
    unquiet = quietRun(argv, [...current.values()].flat());
    const cores = shareMachine([...current.values()].flat(), forced, context, state);
    for (const [name, prepared] of current) {
      const {stages, lost} = new CachedResults({cacheDir, state}).editions(prepared, forced);
      publishTasks(stages, {root, state, cores});
      current.set(name, stages);
      await print(runHeading(name, overrides, selectsPipeline(argv, name)));
      await print(inheritedParamsText(stages.flatMap(({stage}) => stage.inheritedParams)));
      await print(damageText(damagedArtifacts(name, stages, root, state)));
      for (const {stage, fault} of lost) await print(`${stage}: its cached result ${fault}; it runs again`);
    }
    process.env[TERMINAL_VARIABLE] = terminalDevice();
    process.env[RUN_VARIABLE] = String(process.pid);
  }

  async function postTasksExecution(_options: unknown, context: PostTasksExecutionContext): Promise<void> {
    unquiet();
    const state = new WorkspaceState(context.workspaceRoot);
    const results = new CachedResults({cacheDir, state});
    const lost = [...current.values()].flatMap((stages) => results.remember(stages, context.taskResults));
    for (const {stage, fault} of lost)
      await print(`${stage}: its cached result, used in this run, ${fault}; the run starts again`);
    if (lost.length > 0 && !interrupted()) {
      release();
      return await runAgain();
    }
    const index = new ResultIndex(context.workspaceRoot);
    for (const [pipeline, stages] of current) {
      const outcomes = runOutcomes(stages, context, {state, index});
      rememberResults(outcomes, context, index);
      await print(reportRun(outcomes, context.workspaceRoot));
      rememberArtifacts(pipeline, stages, context.workspaceRoot, state);
      removeLeftovers(pipeline, context.workspaceRoot);
    }
    release();
    printHeld(context.argv, context.workspaceRoot);
  }

  return {name: 'retune', createNodes, preTasksExecution, postTasksExecution};
}

/** The projects of a pipeline file; of a broken one those that tell what is wrong. */
function projectsIn(
  file: string,
  folder: PipelineFolder,
  workspaceRoot: string,
): Record<string, ProjectConfiguration> {
  const parsed = parsePipelineFile(readSource(workspaceRoot, file), folder);
  return parsed.ok ? projectsOf(parsed.value) : brokenPipelineProject(pipelineName(file));
}

/** Tells Nx how many stages work at once, where the user does not; gives the cores of each, by its project. */
function shareMachine(
  stages: readonly PreparedStage[],
  forced: readonly string[],
  {argv, workspaceRoot: root, nxJsonConfiguration: nxJson}: PreTasksExecutionContext,
  state: WorkspaceState,
): Map<string, number> {
  const sources = {root, cacheFolder: cacheDir, index: new ResultIndex(root), state};
  const toRun = stagesToRun(stages, forced, sources).map(({stage}) => stage);
  const machine = {cores: availableParallelism(), memory: process.availableMemory()};
  const peaks = toRun.map(({uses}) => state.readPeak(uses));
  const chosen = chosenStagesAtOnce(argv, process.env) ?? nxJson.parallel;
  const atOnce = chosen ?? stagesAtOnce(peaks, machine);
  // Nx reads it after the hook, and only where the command names no number.
  nxJson.parallel = atOnce;
  return shareCores(toRun, {atOnce, cores: machine.cores});
}

/** The device of this process's terminal; empty where it has none or the system does not tell. */
function terminalDevice(): string {
  if (!process.stdout.isTTY) return '';
  try {
    return readlinkSync('/proc/self/fd/1');
  } catch {
    return '';
  }
}
