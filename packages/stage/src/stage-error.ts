/** One thing that is wrong and can be mended by the user. */
export interface Problem {
  /** What is wrong, one sentence. */
  what: string;
  /** The file, `file:line` or parameter it is about. */
  where?: string;
  /** What to do about it: a command or a change. */
  mend?: string;
}

/**
 * An expected failure: bad input, a missing file, a full disk. The runner shows its problems without a
 * stack trace; anything else that is thrown is a bug and keeps its stack.
 */
export class StageError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: Problem | readonly Problem[], options?: ErrorOptions) {
    const all = Array.isArray(problems) ? (problems as Problem[]) : [problems as Problem];
    super(all.map(problemText).join('\n'), options);
    this.name = 'StageError';
    this.problems = all;
  }
}

/** `where: what`, then the mend on a line of its own. */
export function problemText({what, where, mend}: Problem): string {
  const first = where === undefined ? what : `${where}: ${what}`;
  return mend === undefined ? first : `${first}\n  ${mend}`;
}
