/** Fires when what is expected does not come in time, or what comes is too slow. */
export class Watchdog {
  readonly #fire: (reason: string) => void;
  #timer: NodeJS.Timeout | undefined;
  #meter: NodeJS.Timeout | undefined;
  #bytes = 0;

  constructor(fire: (reason: string) => void) {
    this.#fire = fire;
  }

  /** Starts the wait again. */
  expect(what: string, withinMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fire(`no ${what} within ${withinMs / 1000} s`), withinMs);
  }

  /** From now on expects so many bytes, see {@link count}, in each time of this length. */
  expectRate({bytes, everyMs}: Rate): void {
    this.#meter = setInterval(() => {
      if (this.#bytes < bytes)
        this.#fire(`only ${this.#bytes} bytes within ${everyMs / 1000} s; at least ${bytes} are expected`);
      this.#bytes = 0;
    }, everyMs);
  }

  count(bytes: number): void {
    this.#bytes += bytes;
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#meter);
  }
}

/** Bytes in a time, in milliseconds. */
export interface Rate {
  bytes: number;
  everyMs: number;
}
