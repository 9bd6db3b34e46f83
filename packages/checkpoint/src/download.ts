import {createWriteStream} from 'node:fs';
import {rm, stat} from 'node:fs/promises';
import {pipeline} from 'node:stream/promises';
import {setTimeout as pause} from 'node:timers/promises';
import {type Dispatcher, fetch, type Response} from 'undici';
import {withoutCredentials} from './hidden-secrets.js';
import {type Rate, Watchdog} from './watchdog.js';

export interface DownloadOptions {
  /** The header of that name, sent to the address's own origin only: fetch drops it when redirected to another. */
  authorization?: string | undefined;
  /** What reaches the server, such as a proxy's agent. */
  dispatcher?: Dispatcher;
  /** The file's most bytes; 20 GB by default. What the server tells of its length bounds it too. */
  mostBytes?: number;
  /** Bytes so far, and of the whole file; called for each piece that arrives. */
  onBytes?: (done: number, total: number) => void;
  patience?: Partial<Patience>;
}

/** How long to wait for a server, in milliseconds, and how often to try. */
export interface Patience {
  /** Until the head of the answer. Short: a machine without internet shall go on to the next source soon. */
  answerMs: number;
  /** Between two pieces of the file. */
  stallMs: number;
  /** The slowest that is waited for. */
  rate: Rate;
  /** Before the second attempt; twice this before the third, and so on. */
  pauseMs: number;
  attempts: number;
}

const PATIENCE: Patience = {
  answerMs: 5_000,
  stallMs: 30_000,
  // A modem's rate: an hour for 36 MB.
  rate: {bytes: 600_000, everyMs: 60_000},
  pauseMs: 1_000,
  attempts: 4,
};

const MOST_BYTES = 20e9;

export type DownloadFailure =
  | {kind: 'unreachable'; reason: string}
  | {kind: 'refused'; status: number}
  | {kind: 'compressed'; encoding: string}
  | {kind: 'too-large'; most: number}
  | {kind: 'broken-download'; bytes: number; reason: string};

/**
 * Downloads `url` into the file `to`. A download that breaks off goes on from where it was. Returns why it
 * failed, undefined when the file is whole. Throws only what writing the file throws.
 */
export async function download(
  url: string,
  to: string,
  options: DownloadOptions = {},
): Promise<DownloadFailure | undefined> {
  const patience = {...PATIENCE, ...options.patience};
  for (let attempt = 1; ; attempt++) {
    const failure = await attemptDownload(url, to, options, patience);
    if (failure === undefined || attempt === patience.attempts || !mayPass(failure, attempt)) return failure;
    await pause(patience.pauseMs * attempt);
  }
}

/** Whether another attempt may succeed. A server that never answered is given up at once. */
function mayPass(failure: DownloadFailure, attempt: number): boolean {
  if (failure.kind === 'broken-download') return true;
  if (failure.kind === 'unreachable') return attempt > 1;
  if (failure.kind !== 'refused') return false;
  return failure.status >= 500 || failure.status === 429 || failure.status === 416;
}

async function attemptDownload(
  url: string,
  to: string,
  {authorization, dispatcher, onBytes, mostBytes = MOST_BYTES}: DownloadOptions,
  {answerMs, stallMs, rate}: Patience,
): Promise<DownloadFailure | undefined> {
  const have = await sizeOf(to);
  const abort = new AbortController();
  const watchdog = new Watchdog((reason) => abort.abort(new Error(reason)));
  try {
    watchdog.expect('answer', answerMs);
    const request = fetch(url, {
      headers: requestHeaders(have, authorization),
      signal: abort.signal,
      ...(dispatcher && {dispatcher}),
    });
    const response = await request.catch((error: unknown) => reasonOf(error));
    if (typeof response === 'string') return {kind: 'unreachable', reason: response};
    const refusal = refusalOf(response);
    if (refusal === undefined) {
      watchdog.expectRate(rate);
      return await saveBody(response, {
        to,
        have,
        mostBytes,
        onPiece: (bytes, done, total) => {
          watchdog.expect('data', stallMs);
          watchdog.count(bytes);
          onBytes?.(done, total);
        },
      });
    }
    await response.body?.cancel();
    // The part that is here goes beyond the file: it cannot be the file's beginning.
    if (response.status === 416) await rm(to);
    return refusal;
  } finally {
    watchdog.stop();
  }
}

function refusalOf({ok, status, body, headers}: Response): DownloadFailure | undefined {
  if (!ok || body === null) return {kind: 'refused', status};
  const encoding = headers.get('content-encoding') ?? 'identity';
  // Its length would be another, and a small answer could become one without end.
  return encoding === 'identity' ? undefined : {kind: 'compressed', encoding};
}

/** Appends the body to the `have` bytes that are in the file, or begins again where the server does. */
async function saveBody(
  {body, headers}: Response,
  {
    to,
    have,
    mostBytes,
    onPiece,
  }: {
    to: string;
    have: number;
    mostBytes: number;
    onPiece: (bytes: number, done: number, total: number) => void;
  },
): Promise<DownloadFailure | undefined> {
  const resumed = headers.get('content-range')?.startsWith(`bytes ${have}-`) ?? false;
  let done = resumed ? have : 0;
  const total = done + Number(headers.get('content-length') ?? Number.NaN);
  const most = Number.isNaN(total) ? mostBytes : Math.min(total, mostBytes);
  if (total > mostBytes) {
    await body?.cancel();
    return {kind: 'too-large', most};
  }
  const pieces = piecesOf(body as ReadableStream<Uint8Array>, (bytes) => {
    done += bytes;
    if (done > most) throw new TooLargeError();
    onPiece(bytes, done, total);
  });
  try {
    await pipeline(pieces, createWriteStream(to, {flags: resumed ? 'a' : 'w'}));
    return undefined;
  } catch (error) {
    if (error instanceof TooLargeError) return {kind: 'too-large', most};
    if (error instanceof BodyError) return {kind: 'broken-download', bytes: done, reason: error.message};
    throw error;
  }
}

async function sizeOf(path: string): Promise<number> {
  return await stat(path).then(
    ({size}) => size,
    () => 0,
  );
}

function requestHeaders(have: number, authorization: string | undefined): Record<string, string> {
  return {
    // A compressed answer has another length and cannot be gone on with.
    'accept-encoding': 'identity',
    ...(authorization && {authorization}),
    ...(have > 0 && {range: `bytes=${have}-`}),
  };
}

/** The body broke off, as opposed to a failure to write it down. */
class BodyError extends Error {}

/** More than the file may have. */
class TooLargeError extends Error {}

async function* piecesOf(body: ReadableStream<Uint8Array>, onPiece: (bytes: number) => void) {
  const reader = body.getReader();
  try {
    onPiece(0);
    for (;;) {
      const {done, value} = await reader.read().catch((error: unknown) => {
        throw new BodyError(reasonOf(error), {cause: error});
      });
      if (done) return;
      onPiece(value.byteLength);
      yield value;
    }
  } finally {
    // Of a server that would go on sending.
    await reader.cancel().catch(() => {});
  }
}

/** fetch hides the reason (ENOTFOUND, ECONNREFUSED) in the cause, or in the first of a cause's errors. */
function reasonOf(error: unknown): string {
  const {cause = error} = error as {cause?: unknown};
  const {errors} = cause as {errors?: unknown[]};
  const first = (errors?.[0] ?? cause) as NodeJS.ErrnoException;
  return first.code ?? withoutCredentials(first.message);
}
