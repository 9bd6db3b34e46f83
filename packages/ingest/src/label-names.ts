import type {Emit} from '@retune/stage';
import {lookAlikes, renamesText} from './label-look-alikes.js';
import {joinedLabels, relabelled} from './label-spellings.js';
import type {IngestParams} from './params.js';
import type {Row} from './row.js';
import {type GivenSplits, mapSplits, SPLITS} from './split.js';

/**
 * The rows with the labels that the params give them: renamed, and forms of one number or truth value joined. Tells
 * what was joined, which renames found no row, and which labels look alike and yet are several.
 */
export function relabel(
  given: GivenSplits,
  {renameLabels, labels: listed}: Pick<IngestParams, 'renameLabels' | 'labels'>,
  emit: Emit,
): GivenSplits {
  const renames = new Map(Object.entries(renameLabels));
  const before = countsOf(given);
  const unused = [...renames.keys()].filter((label) => !before.has(label));
  if (unused.length > 0)
    emit({kind: 'warning', message: `renameLabels names labels that no row has: ${unused.join(', ')}`});
  const renamed = mapSplits(given, (rows) => relabelled(rows, renames));
  const joined = joinedLabels([...countsOf(renamed).keys()], listed);
  for (const {label, others} of joined)
    emit({kind: 'note', message: `labels ${others.join(', ')} and ${label} are one class, called ${label}`});
  const forms = new Map(joined.flatMap(({label, others}) => others.map((other) => [other, label] as const)));
  const rows = mapSplits(renamed, (some) => relabelled(some, forms));
  warnOfLookAlikes(countsOf(rows), listed, emit);
  return rows;
}

function warnOfLookAlikes(
  counts: ReadonlyMap<string, number>,
  listed: string[] | undefined,
  emit: Emit,
): void {
  const alike = lookAlikes(counts, listed);
  if (alike.size === 0) return;
  emit({
    kind: 'warning',
    message:
      `${alike.size} label${alike.size === 1 ? ' looks' : 's look'} like another, yet each is a class of its own. ` +
      `If they are the same, add to the params of ingest:\n  ${renamesText(alike)}`,
  });
}

function countsOf(given: GivenSplits): Map<string, number> {
  const counts = new Map<string, number>();
  for (const split of SPLITS)
    for (const {label} of given[split] ?? ([] as Row[])) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}
