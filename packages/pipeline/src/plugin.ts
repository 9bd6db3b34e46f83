import {readFileSync, readlinkSync} from 'node:fs';
import {join} from 'node:path';
import type {CreateNodes, PostTasksExecutionContext, PreTasksExecutionContext} from '@nx/devkit';
import type {Bundler} from './compiled-stages.js';
import {failuresText, type PipelineFailure} from './failure.js';
import {brokenPipelineProject, PIPELINES, projectsOf} from './nx-projects.js';
import {readOverrides} from './overrides.js';
import {parsePipelineFile} from './pipeline-file.js';
import {pipelineFolder} from './pipeline-folder.js';
import {type PreparedStage, preparePipeline} from './prepare-pipeline.js';
import {print} from './print.js';
import {reportRun} from './report-run.js';
import {pipelinesInCommand, selectsPipeline} from './selected-pipelines.js';
import {findStagePackages} from './stage-packages.js';
import {RUN_VARIABLE, TERMINAL_VARIABLE} from './stage-process.js';
import {publishTasks} from './stage-tasks.js';
import {WorkspaceState} from './workspace-state.js';
import {pipelineName} from './written-pipeline.js';

/** The Nx plugin: pipeline files become projects and tasks, keyed by what decides their results. */
export function createPlugin(bundler: Bundler, stageProcess: string) {
  /** What the run at hand is made of, by pipeline; filled before its tasks, read after them. */
  const current = new Map<string, PreparedStage[]>();

  const createNodes: CreateNodes = [
    `${PIPELINES}/*.{yaml,yml}`,
    (files, _options, {workspaceRoot}) => {
      const folder = pipelineFolder(workspaceRoot);
      return files.map((file) => {
        const parsed = parsePipelineFile(file, readFileSync(join(workspaceRoot, file), 'utf8'), folder);
        const projects = parsed.ok ? projectsOf(parsed.value) : brokenPipelineProject(pipelineName(file));
        return [file, {projects}];
      });
    },
  ];

  async function preTasksExecution(_options: unknown, context: PreTasksExecutionContext): Promise<void> {
    const {workspaceRoot: root, argv} = context;
    const state = new WorkspaceState(root);
    const workspace = {root, bundler, stageProcess, state, stagePackages: findStagePackages(root)};
    const {overrides, failures} = readOverrides(argv);
    const all: PipelineFailure[] = [...failures];
    for (const file of pipelinesInCommand(root, argv)) {
      const source = {file, text: readFileSync(join(root, file), 'utf8')};
      const prepared = await preparePipeline(source, overrides, workspace);
      if (prepared.ok) {
        const name = pipelineName(file);
        publishTasks(prepared.value, root, state);
        current.set(name, prepared.value);
      } else if (selectsPipeline(argv, pipelineName(file))) all.push(...prepared.failures);
    }
    if (all.length > 0) throw new Error(failuresText(all));
    process.env[TERMINAL_VARIABLE] = terminalDevice();
    process.env[RUN_VARIABLE] = String(process.pid);
  }

  async function postTasksExecution(_options: unknown, context: PostTasksExecutionContext): Promise<void> {
    const state = new WorkspaceState(context.workspaceRoot);
    for (const stages of current.values()) {
      const text = reportRun(stages, context, state);
      if (text !== '') await print(`${text}\n`);
    }
  }

  return {name: 'retune', createNodes, preTasksExecution, postTasksExecution};
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
