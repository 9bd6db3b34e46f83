/** What the tokenizer's process is told. */
export type TokenizerRequest = {open: string; maxLength: number} | {texts: readonly string[]};

/** What it answers: to `open` nothing but that it is done. */
export type TokenizerAnswer = {failed: string} | {encoded: EncodedTexts};

/** Encodings of several texts, one after the other: the lists of all are joined. */
export interface EncodedTexts {
  /** Tokens of each text. */
  lengths: Int32Array;
  inputIds: Int32Array;
  /** First code point of each token in its text. */
  starts: Int32Array;
  /** One past the last. */
  ends: Int32Array;
  /** -1 for special tokens. */
  wordIds: Int32Array;
  /** 1 for texts that were cut. */
  truncated: Uint8Array;
}

/**
 * The tokenizer's process, as text: a Node without this project's code runs it. It loads the package at
 * `process.argv[1]`, and answers each request.
 */
export function tokenizerProgram(): string {
  return `(${serve.toString()})();`;
}

/** Self-contained: nothing from outside it is there when it runs. */
function serve(): void {
  // Node's own of `node -e`; the bundler would put another in the place of a plain `require`.
  const {require: load} = globalThis as unknown as {require: (path: string) => typeof import('tokenizers')};
  const {Tokenizer} = load(process.argv[1] as string);
  let tokenizer: InstanceType<typeof Tokenizer> | undefined;

  async function answerTo(request: TokenizerRequest): Promise<TokenizerAnswer> {
    if ('open' in request) {
      tokenizer = Tokenizer.fromFile(request.open);
      tokenizer.disablePadding();
      tokenizer.setTruncation(request.maxLength);
      return {encoded: joined([])};
    }
    return {encoded: joined((await tokenizer?.encodeBatch([...request.texts])) ?? [])};
  }

  function joined(encodings: import('tokenizers').Encoding[]): EncodedTexts {
    const lists = encodings.map((encoding) => encoding.getIds());
    const offsets = encodings.flatMap((encoding) => encoding.getOffsets());
    return {
      lengths: Int32Array.from(lists, ({length}) => length),
      inputIds: Int32Array.from(lists.flat()),
      starts: Int32Array.from(offsets, ([start]) => start as number),
      ends: Int32Array.from(offsets, ([, end]) => end as number),
      wordIds: Int32Array.from(
        encodings.flatMap((encoding) => encoding.getWordIds()),
        (word) => word ?? -1,
      ),
      truncated: Uint8Array.from(encodings, (encoding) => Number(encoding.getOverflowing().length > 0)),
    };
  }

  process.on('message', (request: TokenizerRequest) => {
    answerTo(request)
      .catch((error: Error): TokenizerAnswer => ({failed: error.message}))
      .then((answer) => process.send?.(answer));
  });
  // The stage ended, whatever became of it.
  process.on('disconnect', () => process.exit());
}
