/** What a stage says while it works. Stages never print; listeners decide what becomes of an event. */
export type StageEvent =
  /** Long work: `done` of `total` units so far. `values` are measurements of the moment (loss, rate). */
  | {kind: 'progress'; done: number; total: number; unit: string; values?: Record<string, number>}
  /** Something worth a line: a choice made, a part finished. */
  | {kind: 'note'; message: string}
  /** The result stands, but the user should know. */
  | {kind: 'warning'; message: string};

export type Emit = (event: StageEvent) => void;
