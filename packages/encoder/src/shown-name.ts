const LONGEST = 120;

/** A tensor's name for a message: one of many thousand characters is cut. */
export function shownName(name: string): string {
  return name.length <= LONGEST ? name : `${name.slice(0, LONGEST)}…`;
}
