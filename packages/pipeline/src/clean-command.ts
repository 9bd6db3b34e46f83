import {existsSync, readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {besideNoRun} from './beside-no-run.js';
import {byteSizeText} from './byte-size.js';
import type {Command, CommandResult} from './command.js';
import {type CommandFailure, commandFailuresText} from './command-failure.js';
import {freeFolder} from './free-folder.js';
import {ARTIFACTS, STATES} from './nx-projects.js';
import {processStart} from './process-start.js';
import {pipelineSources} from './workspace-pipelines.js';

/** `retune clean`: frees what lies in `artifacts`; Nx's cache keeps the results. */
export const cleanCommand: Command = {
  name: 'clean',
  summary: `removes a pipeline's artifacts, or those of all, and what killed runs left behind`,
  details: ['Results stay in the cache, and the next run brings them back from there: see retune gc.'],
  operand: {name: 'PIPELINE', required: false},
  options: {},
  run: async ({operand}, {root}) => await besideNoRun(root, 'clean', () => clean(root, operand)),
};

function clean(root: string, operand: string | undefined): CommandResult {
  const present = subfolders(join(root, ARTIFACTS));
  const isKnown = operand === undefined || present.includes(operand) || pipelineSources(root).has(operand);
  if (!isKnown) return failed({kind: 'nothing-of-that-name', name: operand, known: present});
  const isChosen = (name: string) => operand === undefined || name === operand;
  const chosen = present.filter(isChosen);
  const atWork = chosen.flatMap((pipeline) => stagesAtWork(root, pipeline));
  if (atWork.length > 0) return failed(...atWork);
  const freed = [
    ...chosen.map((name) => remove(root, `${ARTIFACTS}/${name}`, {levels: 1})),
    ...subfolders(join(root, STATES))
      .filter((project) => isChosen(project.split('.')[0] as string))
      .map((name) => remove(root, `${STATES}/${name}`)),
    ...temporaryFiles(root, '.retune').map((file) => remove(root, file)),
  ];
  return {status: 0, text: freedText(freed)};
}

interface Freed {
  path: string;
  bytes: number;
}

/** Of a pipeline's artifacts, its folder and those of its stages may be links: see {@link freeFolder}. */
function remove(root: string, path: string, {levels} = {levels: 0}): Freed {
  return {path, bytes: freeFolder(join(root, path), levels)};
}

function freedText(freed: readonly Freed[]): string {
  if (freed.length === 0) return 'There is nothing to remove.';
  const total = freed.reduce((sum, {bytes}) => sum + bytes, 0);
  return [
    ...freed.map(({path, bytes}) => `removed ${path}, ${byteSizeText(bytes)}`),
    `Freed ${byteSizeText(total)}.`,
  ].join('\n');
}

/** Stages whose process is writing at this moment: see `ArtifactWriter`, which names its folder after it. */
function stagesAtWork(root: string, pipeline: string): CommandFailure[] {
  return readdirSync(join(root, ARTIFACTS, pipeline)).flatMap((name): CommandFailure[] => {
    const [, stage, pid] = name.match(/^\.(.+)\.tmp-(\d+)$/) ?? [];
    if (stage === undefined || processStart(Number(pid)) === undefined) return [];
    return [{kind: 'stage-at-work', stage: `${pipeline}.${stage}`, process: Number(pid)}];
  });
}

/** Files that a killed process had not yet renamed into place: its id ends their names. */
function temporaryFiles(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), {withFileTypes: true}).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return temporaryFiles(root, path);
    const [, pid] = entry.name.match(/\.(?:json|mjs|map)\.(\d+)$/) ?? [];
    return pid !== undefined && processStart(Number(pid)) === undefined ? [path] : [];
  });
}

function subfolders(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => statSync(join(folder, name), {throwIfNoEntry: false})?.isDirectory())
    .sort();
}

function failed(...failures: CommandFailure[]): {status: 1; text: string} {
  return {status: 1, text: commandFailuresText(failures)};
}
