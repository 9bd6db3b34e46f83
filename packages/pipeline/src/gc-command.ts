import {rmSync} from 'node:fs';
import {join} from 'node:path';
import {besideNoRun} from './beside-no-run.js';
import {byteSizeText, parseByteSize} from './byte-size.js';
import {type CacheEntry, cacheEntries} from './cache-entries.js';
import type {Command, CommandResult, CommandWorkspace} from './command.js';
import {commandFailuresText} from './command-failure.js';
import {codeOfStage} from './compiled-stages.js';
import {folderSize} from './folder-size.js';
import {type GcPlan, planGc, totalBytes} from './gc-plan.js';
import {maxInstancesOption} from './most-instances.js';
import {pipelineNeeds} from './pipeline-needs.js';
import {removeCacheEntries} from './remove-cache-entries.js';
import {stateGarbage} from './state-garbage.js';

/** `retune gc`: keeps Nx's cache under a size. */
export const gcCommand: Command = {
  name: 'gc',
  summary: 'removes the longest unused results from the cache until it is no larger than SIZE',
  details: [
    'What the pipelines need as their files are now always stays, even where that is more. Results are what',
    'runs are taken from, also those of other values of a param: what is removed must be made again.',
    'Of .retune everything goes that nothing needs: code of earlier states, records of results that are gone,',
    'and whatever belongs to pipelines and stages that are no longer there.',
  ],
  options: {
    keep: {value: 'SIZE', required: true, doc: 'such as 5GB, 500MB or 0'},
    'max-instances': maxInstancesOption,
    'dry-run': {doc: 'tells what would be removed, and removes nothing'},
  },
  async run({values, switches}, workspace) {
    const text = values.keep ?? '';
    const keepBytes = parseByteSize(text);
    if (keepBytes === undefined) return {status: 1, text: commandFailuresText([{kind: 'wrong-size', text}])};
    if (switches.has('dry-run')) return await collect(workspace, keepBytes, true);
    return await besideNoRun(workspace.root, 'gc', () => collect(workspace, keepBytes, false));
  },
};

async function collect(
  workspace: CommandWorkspace,
  keepBytes: number,
  dryRun: boolean,
): Promise<CommandResult> {
  const needed = await pipelineNeeds(workspace);
  if (!needed.known) return needed.result;
  const {root, cacheFolder, index, stagePackages} = workspace;
  const plan = planGc(cacheEntries(cacheFolder, index.all()), needed.needs.hashes, keepBytes);
  const garbage = stateGarbage(root, {
    ...needed.needs,
    hashes: new Set(plan.keep.map(({hash}) => hash)),
    packages: new Set(stagePackages.keys()),
    code: new Set([...OWN_CODE, ...[...stagePackages.keys()].flatMap(codeOfStage)]),
  });
  const state = garbage.map((path) => ({path, bytes: folderSize(join(root, path))}));
  if (!dryRun) {
    removeCacheEntries(
      cacheFolder,
      plan.remove.map(({hash}) => hash),
    );
    for (const path of garbage) rmSync(join(root, path), {recursive: true, force: true});
  }
  return {status: 0, text: gcText(plan, state, {keepBytes, dryRun})};
}

/** Names of the compiled code that Nx and `retune` load. */
const OWN_CODE = ['plugin', 'command'];

interface Freed {
  path: string;
  bytes: number;
}

function gcText(
  plan: GcPlan,
  state: readonly Freed[],
  {keepBytes, dryRun}: {keepBytes: number; dryRun: boolean},
): string {
  const {remove, removedBytes, keep, keptBytes, neededBytes} = plan;
  const kept = `${counted(keep.length, 'result')} stay, ${byteSizeText(keptBytes)}; ${byteSizeText(neededBytes)} of it is needed.`;
  const freed = removedBytes + totalBytes(state);
  const removed = dryRun ? 'would remove' : 'removed';
  return [
    ...remove.map((entry) => `${removed} ${entryText(entry)}`),
    ...stateLines(state).map((line) => `${removed} ${line}`),
    `${dryRun ? 'Would free' : 'Freed'} ${byteSizeText(freed)}. ${kept}`,
    ...(keptBytes > keepBytes ? ['That is more than asked for: the pipelines need it as they are.'] : []),
  ].join('\n');
}

/** A line for each folder of `.retune`: a record is small, and there may be thousands. */
function stateLines(state: readonly Freed[]): string[] {
  const folders = [...new Set(state.map(({path}) => path.split('/').slice(0, 2).join('/')))];
  return folders.map((folder) => {
    const own = state.filter(({path}) => path.startsWith(`${folder}/`));
    return `${counted(own.length, 'entry', 'entries')} of ${folder}, ${byteSizeText(totalBytes(own))}`;
  });
}

function entryText({stages, hash, usedAt, bytes}: CacheEntry): string {
  const name = stages.length > 0 ? stages.join(', ') : hash;
  return `${name}, last used ${new Date(usedAt).toLocaleString('sv')}, ${byteSizeText(bytes)}`;
}

function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}
