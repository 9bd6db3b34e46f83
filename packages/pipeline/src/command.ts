import {existsSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {cleanCommand} from './clean-command.js';
import {type CommandFailure, commandFailuresText} from './command-failure.js';
import {commandHelp, commandsHelp} from './command-help.js';
import {type CommandArguments, type CommandLine, readCommandLine} from './command-line.js';
import type {Bundler} from './compiled-stages.js';
import {gcCommand} from './gc-command.js';
import {nxCacheFolder} from './nx-cache-folder.js';
import {planCommand} from './plan-command.js';
import type {PlanSources} from './plan-pipeline.js';
import type {Workspace} from './prepare-pipeline.js';
import {ResultIndex} from './result-index.js';
import {findStagePackages} from './stage-packages.js';
import {whyCommand} from './why-command.js';
import {WorkspaceState} from './workspace-state.js';

/** What a command ends with. */
export interface CommandResult {
  /** 0 when all is well, 3 where a plan would run something, 1 where something is wrong. */
  status: 0 | 1 | 3;
  text: string;
}

/** What the commands work on. */
export type CommandWorkspace = Workspace & PlanSources;

export interface Command extends CommandLine {
  run(given: CommandArguments, workspace: CommandWorkspace): Promise<CommandResult>;
}

const COMMANDS: Command[] = [planCommand, whyCommand, cleanCommand, gcCommand];

/** Runs one command of `retune`; never throws for what a user may have done wrong. */
export async function runCommand(
  argv: readonly string[],
  {folder, environment, bundler, stageProcess}: CommandSurroundings,
): Promise<CommandResult> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === 'help')
    return {status: name === undefined ? 1 : 0, text: commandsHelp(COMMANDS)};
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined)
    return failure({kind: 'unknown-command', name, known: COMMANDS.map((known) => known.name)});
  const {given, failures} = readCommandLine(command, rest);
  if (failures.length > 0) return failure(...failures);
  if (given.switches.has('help')) return {status: 0, text: commandHelp(command)};
  const root = workspaceRootAbove(folder);
  if (root === undefined) return failure({kind: 'no-workspace', folder});
  return await command.run(given, {
    root,
    bundler,
    stageProcess,
    stagePackages: findStagePackages(root),
    cacheFolder: nxCacheFolder(root, environment),
    state: new WorkspaceState(root),
    index: new ResultIndex(root),
  });
}

export interface CommandSurroundings {
  /** Where the command was called. */
  folder: string;
  environment: NodeJS.ProcessEnv;
  bundler: Bundler;
  /** Absolute path of the module that runs a stage. */
  stageProcess: string;
}

function failure(...failures: CommandFailure[]): CommandResult {
  return {status: 1, text: commandFailuresText(failures)};
}

function workspaceRootAbove(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'nx.json'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}
