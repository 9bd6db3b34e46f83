import type {ClassDetails} from '@retune/artifacts';

/** Ids of the labels that have texts and an F1, the lowest F1 first and of equal ones the most frequent label. */
export function weakestFirst(perClass: readonly ClassDetails[]): number[] {
  return [...perClass.entries()]
    .filter(([, {f1, support}]) => f1 !== null && support > 0)
    .sort(([, a], [, b]) => (a.f1 ?? 0) - (b.f1 ?? 0) || b.support - a.support)
    .map(([id]) => id);
}
