import type {CacheEntry} from './cache-entries.js';

/** What a collection would remove and leave. */
export interface GcPlan {
  remove: CacheEntry[];
  removedBytes: number;
  keep: CacheEntry[];
  keptBytes: number;
  /** Of what is kept, what the pipelines need as they are. */
  neededBytes: number;
}

/** Picks entries to remove, the first first, until no more than `keepBytes` is left; never a needed one. */
export function planGc(
  entries: readonly CacheEntry[],
  needed: ReadonlySet<string>,
  keepBytes: number,
): GcPlan {
  const remove = new Set<CacheEntry>();
  let left = totalBytes(entries);
  for (const entry of entries) {
    if (left <= keepBytes) break;
    if (needed.has(entry.hash)) continue;
    remove.add(entry);
    left -= entry.bytes;
  }
  const keep = entries.filter((entry) => !remove.has(entry));
  return {
    remove: [...remove],
    removedBytes: totalBytes([...remove]),
    keep,
    keptBytes: left,
    neededBytes: totalBytes(keep.filter(({hash}) => needed.has(hash))),
  };
}

export function totalBytes(entries: readonly {bytes: number}[]): number {
  return entries.reduce((sum, {bytes}) => sum + bytes, 0);
}
