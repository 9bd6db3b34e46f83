/** Without a terminal, a step that goes on says so this often, in ms. */
const TELL_EVERY = 10_000;

/**
 * Tells how far each step is: in a terminal a line that changes every second; elsewhere a line at the start,
 * one every ten seconds and one at the end.
 */
export class Progress {
  #output;
  #now;

  /** @param {{output: {write(text: string): unknown, isTTY?: boolean}, now?: () => number}} options */
  constructor({output, now = Date.now}) {
    this.#output = output;
    this.#now = now;
  }

  /** @param {string} text */
  note(text) {
    this.#output.write(`set-up: ${text}\n`);
  }

  /**
   * A step that lasts as long as `work`, which may say how far it is.
   * @template T
   * @param {string} title
   * @param {(update: (detail: string) => void) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async during(title, work) {
    const terminal = this.#output.isTTY === true;
    const erase = terminal ? '\r\x1b[K' : '';
    const started = this.#now();
    const seconds = () => `${Math.round((this.#now() - started) / 1000)} s`;
    let detail = '';
    let told = started;
    const tell = () => {
      if (!terminal && this.#now() - told < TELL_EVERY) return;
      told = this.#now();
      this.#output.write(`${erase}set-up: ${title}, ${detail}${seconds()}${terminal ? '' : '\n'}`);
    };
    this.#output.write(`set-up: ${title}${terminal ? '' : '\n'}`);
    const ticking = setInterval(tell, 1000);
    let end = 'failed after';
    try {
      const result = await work((text) => {
        detail = `${text}, `;
      });
      end = 'done in';
      return result;
    } finally {
      clearInterval(ticking);
      this.#output.write(`${erase}set-up: ${title}: ${end} ${seconds()}\n`);
    }
  }
}
