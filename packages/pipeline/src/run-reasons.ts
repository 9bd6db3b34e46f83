import type {Fingerprint} from './fingerprint.js';
import type {LastRun, Model} from './workspace-state.js';

/**
 * Why a stage ran: the differences between what it was made from last time and now. `rerun` is a reason to run
 * without any. A first run tells in what the stage differs from the one that it is made from.
 */
export function runReasons({last, now, rerun, model}: RunReasons): string[] {
  if (last === undefined) return [rerun ?? 'first run', ...(model ? unlike(model, now) : [])];
  const reasons = [...(rerun === undefined ? [] : [rerun]), ...differences(last, now)];
  return reasons.length > 0 ? reasons : ['its result was not in the cache'];
}

export interface RunReasons {
  last: LastRun | undefined;
  now: LastRun;
  rerun?: string;
  model?: Model;
}

/** In what a stage is set apart from the one of an extended pipeline: params and the files that they name. */
function unlike({project, last}: Model, now: LastRun): string[] {
  const found = ownDifferences(last.fingerprint, now.fingerprint);
  return found.length === 0 ? [] : [`unlike ${project}: ${found.join(', ')}`];
}

function ownDifferences(old: Fingerprint, now: Fingerprint): string[] {
  return [
    ...changes(flatten(old.params), flatten(now.params), (name, from, to) => `${name} ${from} -> ${to}`),
    ...changes(old.files, now.files, (name) => `the file of ${name} changed`),
  ];
}

/** What differs between two runs; none where both were made from the same. */
export function differences(last: LastRun | undefined, current: LastRun): string[] {
  if (last === undefined) return ['first run'];
  const [old, now] = [last.fingerprint, current.fingerprint];
  return [
    ...ownDifferences(old, now),
    ...changes(last.inputs, current.inputs, (port) => `input ${port} changed`),
    ...changes(old.inputs, now.inputs, (port, from, to) => `input ${port} wired to ${to}, not ${from}`),
    ...changes(old.versions, now.versions, (name, from, to) => `${name} ${from} -> ${to}`),
    ...(old.node === now.node ? [] : [`Node ${old.node} -> ${now.node}`]),
    ...(old.uses === now.uses ? [] : [`uses ${now.uses}, not ${old.uses}`]),
    ...(old.code === now.code ? [] : codeReasons(old.sources, now.sources)),
  ];
}

function codeReasons(old: Record<string, string>, now: Record<string, string>): string[] {
  const changed = changes(old, now, (file) => file);
  if (changed.length === 0) return ['its code changed'];
  const more = changed.length > 1 ? ` and ${changed.length - 1} more` : '';
  return [`code: ${changed[0]}${more}`];
}

function changes(
  old: Record<string, unknown>,
  now: Record<string, unknown>,
  tell: (name: string, from: string, to: string) => string,
): string[] {
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return names
    .filter((name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]))
    .map((name) => tell(name, shown(old[name]), shown(now[name])));
}

function shown(value: unknown): string {
  const text = value === undefined ? 'none' : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}

/** Nested maps as dotted names, so that the one value that changed is named. */
function flatten(params: Record<string, unknown>, prefix = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(flatten(value as Record<string, unknown>, `${prefix}${name}.`))
        : [[prefix + name, value]],
    ),
  );
}
