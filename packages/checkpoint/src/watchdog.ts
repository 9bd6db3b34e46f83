/** Fires when what is expected does not come in time. */
export class Watchdog {
  readonly #fire: (reason: string) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(fire: (reason: string) => void) {
    this.#fire = fire;
  }

  /** Starts the wait anew. */
  expect(what: string, withinMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fire(`no ${what} within ${withinMs / 1000} s`), withinMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
