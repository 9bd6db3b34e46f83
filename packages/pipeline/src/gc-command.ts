import {besideNoRun} from './beside-no-run.js';
import {byteSizeText, parseByteSize} from './byte-size.js';
import {type CacheEntry, cacheEntries} from './cache-entries.js';
import type {Command, CommandResult, CommandWorkspace} from './command.js';
import {commandFailuresText} from './command-failure.js';
import {failuresText} from './failure.js';
import {type GcPlan, planGc} from './gc-plan.js';
import {maxInstancesOption} from './most-instances.js';
import {planPipeline} from './plan-pipeline.js';
import {preparePipeline} from './prepare-pipeline.js';
import {removeCacheEntries} from './remove-cache-entries.js';
import {pipelineSources} from './workspace-pipelines.js';

/** `retune gc`: keeps Nx's cache under a size. */
export const gcCommand: Command = {
  name: 'gc',
  summary: 'removes the longest unused results from the cache until it is no larger than SIZE',
  details: [
    'What the pipelines need as their files are now always stays, even where that is more. Results are what',
    'runs are taken from, also those of other values of a param: what is removed must be made again.',
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
  const needed = await neededHashes(workspace);
  if (!needed.known) return needed.result;
  const results = workspace.index.all();
  const plan = planGc(cacheEntries(workspace.cacheFolder, results), needed.hashes, keepBytes);
  if (!dryRun && plan.remove.length > 0) {
    const hashes = new Set(plan.remove.map(({hash}) => hash));
    removeCacheEntries(workspace.cacheFolder, [...hashes]);
    for (const entry of results) if (hashes.has(entry.hash)) workspace.index.forget(entry);
  }
  return {status: 0, text: gcText(plan, keepBytes, dryRun)};
}

/** Hashes of all results that the pipelines would be, or could be, taken from as their files are now. */
async function neededHashes(
  workspace: CommandWorkspace,
): Promise<{known: true; hashes: Set<string>} | {known: false; result: CommandResult}> {
  const hashes = new Set<string>();
  for (const source of pipelineSources(workspace.root).values()) {
    const prepared = await preparePipeline(source, [], workspace);
    if (!prepared.ok) {
      const unknown = commandFailuresText([{kind: 'needs-unknown', file: source.file}]);
      return {known: false, result: {status: 1, text: `${failuresText(prepared.failures)}\n${unknown}`}};
    }
    for (const stage of planPipeline(prepared.value, workspace))
      for (const hash of stage.hashes) hashes.add(hash);
  }
  return {known: true, hashes};
}

function gcText(plan: GcPlan, keepBytes: number, dryRun: boolean): string {
  const {remove, removedBytes, keep, keptBytes, neededBytes} = plan;
  const kept = `${results(keep.length)} stay, ${byteSizeText(keptBytes)}; ${byteSizeText(neededBytes)} of it is needed.`;
  return [
    ...remove.map((entry) => `${dryRun ? 'would remove' : 'removed'} ${entryText(entry)}`),
    `${dryRun ? 'Would free' : 'Freed'} ${byteSizeText(removedBytes)}. ${kept}`,
    ...(keptBytes > keepBytes ? ['That is more than asked for: the pipelines need it as they are.'] : []),
  ].join('\n');
}

function entryText({stages, hash, usedAt, bytes}: CacheEntry): string {
  const name = stages.length > 0 ? stages.join(', ') : hash;
  return `${name}, last used ${new Date(usedAt).toLocaleString('sv')}, ${byteSizeText(bytes)}`;
}

function results(count: number): string {
  return count === 1 ? '1 result' : `${count} results`;
}
