import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {text} from 'node:stream/consumers';
import {StageError} from '@retune/stage';
// Loaded by the process below; imported here so that its version is part of the stage's key.
import 'tokenizers';
import {type TokenizedText, tokenizedTexts} from './tokenized-text.js';
import {type EncodedTexts, type TokenizerRequest, tokenizerProgram} from './tokenizer-program.js';

/** What a tokenizer may take. */
export interface TokenizerLimits {
  /** Milliseconds to read its file. */
  openMs: number;
  /** Milliseconds for one batch of texts, and more for each of their characters. */
  batchMs: number;
  msPerCharacter: number;
  /** Most bytes of memory. */
  mostBytes: number;
}

/** On a quiet machine 100,000 characters take 0.1 s, on one with twenty times more to do than cores some 5. */
const LIMITS: TokenizerLimits = {openMs: 60_000, batchMs: 120_000, msPerCharacter: 0.02, mostBytes: 4e9};

const MEMORY_CHECK_MS = 50;

/**
 * A tokenizer.json of Hugging Face's tokenizers, in a process of its own: the file may come from anyone, and its
 * normalizers and patterns can take time and memory without end, or end the process in which they run.
 */
export class TokenizerProcess {
  readonly #child: ChildProcess;
  readonly #limits: TokenizerLimits;
  readonly #said: Promise<string>;

  private constructor(limits: TokenizerLimits) {
    const {resolve} = createRequire(import.meta.url);
    this.#child = spawn(process.execPath, ['-e', tokenizerProgram(), resolve('tokenizers')], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    this.#limits = limits;
    // Whoever asks sees that it ended.
    this.#child.on('error', () => {});
    this.#said = text(this.#child.stderr as NodeJS.ReadableStream);
  }

  /**
   * Opens the file at `path`. Rows are cut at `maxLength` tokens, special tokens included, and never padded, whatever
   * the file says of either. Throws {@link StageError} for a broken file.
   */
  static async open(
    path: string,
    maxLength: number,
    limits: Partial<TokenizerLimits> = {},
  ): Promise<TokenizerProcess> {
    const opened = new TokenizerProcess({...LIMITS, ...limits});
    try {
      await opened.#ask({open: path, maxLength}, opened.#limits.openMs);
      return opened;
    } catch (error) {
      opened.close();
      throw error instanceof TokenizerFault
        ? unusable(`the checkpoint's tokenizer cannot be read (${error.message})`)
        : error;
    }
  }

  /** Tokenizes the texts, the first of which is row `firstRow`. Throws {@link StageError} past a limit. */
  async tokenize(texts: readonly string[], firstRow = 0): Promise<TokenizedText[]> {
    const {batchMs, msPerCharacter} = this.#limits;
    const characters = texts.reduce((sum, {length}) => sum + length, 0);
    try {
      return tokenizedTexts(texts, await this.#ask({texts}, batchMs + msPerCharacter * characters));
    } catch (error) {
      if (!(error instanceof TokenizerFault)) throw error;
      const rows = `rows ${firstRow + 1} to ${firstRow + texts.length}`;
      throw unusable(`the checkpoint's tokenizer fails on ${rows} (${error.message})`);
    }
  }

  close(): void {
    this.#child.kill('SIGKILL');
  }

  /** Throws {@link TokenizerFault} where the process fails, ends or goes past a limit; it is gone then. */
  async #ask(request: TokenizerRequest, withinMs: number): Promise<EncodedTexts> {
    const child = this.#child;
    let past: string | undefined;
    const stop = (reason: string) => {
      past = reason;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(
      stop,
      withinMs,
      `it takes more than ${Number((withinMs / 1000).toPrecision(2))} s`,
    );
    const watching = setInterval(() => {
      if (memoryOf(child) > this.#limits.mostBytes)
        stop(`it takes more than ${this.#limits.mostBytes / 1e9} GB of memory`);
    }, MEMORY_CHECK_MS);
    const listening = new AbortController();
    const {signal} = listening;
    try {
      if (!child.connected) throw new TokenizerFault(await this.#end());
      // A request that cannot be sent is followed by the exit.
      child.send(request, () => {});
      const ended = once(child, 'exit', {signal}).then(() => [undefined]);
      const [answer] = await Promise.race([once(child, 'message', {signal}), ended]);
      if (answer === undefined) throw new TokenizerFault(past ?? (await this.#end()));
      if ('failed' in answer) throw new TokenizerFault(answer.failed);
      return answer.encoded;
    } finally {
      clearTimeout(timer);
      clearInterval(watching);
      listening.abort();
    }
  }

  /** How the process ended, with what a panic of the native code says. */
  async #end(): Promise<string> {
    const said = await this.#said;
    const reason = /panicked at .*\n(.*)/.exec(said)?.[1] ?? /^.*[Ee]rror.*$/m.exec(said)?.[0];
    const how = this.#child.signalCode ?? `status ${this.#child.exitCode}`;
    return `it ended with ${how}${reason === undefined ? '' : `: ${reason.slice(0, 200)}`}`;
  }
}

/** The tokenizer's own fault; {@link StageError} says where and what to do. */
class TokenizerFault extends Error {}

function unusable(what: string): StageError {
  return new StageError({
    where: 'tokenizer.json',
    what,
    mend: 'Use a checkpoint whose tokenizer.json is that of a fast tokenizer.',
  });
}

/** Resident bytes, where the system tells them (proc(5)); its pages have 4 KB on x86-64. */
function memoryOf({pid}: ChildProcess): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * 4096;
  } catch {
    return 0;
  }
}
