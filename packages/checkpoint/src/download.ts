import {createWriteStream} from 'node:fs';
import {rm, stat} from 'node:fs/promises';
import {pipeline} from 'node:stream/promises';
import {setTimeout as pause} from 'node:timers/promises';
import {Watchdog} from './watchdog.js';

export interface DownloadOptions {
  /** Sent to the address's own origin only; fetch drops it when it is redirected to another. */
  token?: string | undefined;
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
  /** Before the second attempt; twice this before the third, and so on. */
  pauseMs: number;
  attempts: number;
}

const PATIENCE: Patience = {answerMs: 5_000, stallMs: 30_000, pauseMs: 1_000, attempts: 4};

export type DownloadFailure =
  | {kind: 'unreachable'; reason: string}
  | {kind: 'refused'; status: number}
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
  return failure.status >= 500 || failure.status === 429 || failure.status === 416;
}

async function attemptDownload(
  url: string,
  to: string,
  {token, onBytes}: DownloadOptions,
  {answerMs, stallMs}: Patience,
): Promise<DownloadFailure | undefined> {
  const have = await sizeOf(to);
  const abort = new AbortController();
  const watchdog = new Watchdog((reason) => abort.abort(new Error(reason)));
  try {
    watchdog.expect('answer', answerMs);
    const request = fetch(url, {headers: requestHeaders(have, token), signal: abort.signal});
    const response = await request.catch((error: unknown) => reasonOf(error));
    if (typeof response === 'string') return {kind: 'unreachable', reason: response};
    if (response.ok && response.body !== null)
      return await saveBody(response, {
        to,
        have,
        onPiece: (done, total) => {
          watchdog.expect('data', stallMs);
          onBytes?.(done, total);
        },
      });
    await response.body?.cancel();
    // The part that is here goes beyond the file: it cannot be the file's beginning.
    if (response.status === 416) await rm(to);
    return {kind: 'refused', status: response.status};
  } finally {
    watchdog.stop();
  }
}

/** Appends the body to the `have` bytes that are in the file, or begins anew where the server does. */
async function saveBody(
  {body, headers}: Response,
  {to, have, onPiece}: {to: string; have: number; onPiece: (done: number, total: number) => void},
): Promise<DownloadFailure | undefined> {
  const resumed = headers.get('content-range')?.startsWith(`bytes ${have}-`) ?? false;
  let done = resumed ? have : 0;
  const total = done + Number(headers.get('content-length') ?? Number.NaN);
  const pieces = piecesOf(body as ReadableStream<Uint8Array>, (bytes) => {
    done += bytes;
    onPiece(done, total);
  });
  try {
    await pipeline(pieces, createWriteStream(to, {flags: resumed ? 'a' : 'w'}));
    return undefined;
  } catch (error) {
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

function requestHeaders(have: number, token: string | undefined): Record<string, string> {
  return {
    // A compressed answer has another length and cannot be gone on with.
    'accept-encoding': 'identity',
    ...(token && {authorization: `Bearer ${token}`}),
    ...(have > 0 && {range: `bytes=${have}-`}),
  };
}

/** The body broke off, as opposed to a failure to write it down. */
class BodyError extends Error {}

async function* piecesOf(body: ReadableStream<Uint8Array>, onPiece: (bytes: number) => void) {
  const reader = body.getReader();
  onPiece(0);
  for (;;) {
    const {done, value} = await reader.read().catch((error: unknown) => {
      throw new BodyError(reasonOf(error), {cause: error});
    });
    if (done) return;
    onPiece(value.byteLength);
    yield value;
  }
}

/** fetch hides the reason (ENOTFOUND, ECONNREFUSED) in the cause, or in the first of a cause's errors. */
function reasonOf(error: unknown): string {
  const {cause = error} = error as {cause?: unknown};
  const {errors} = cause as {errors?: unknown[]};
  const first = (errors?.[0] ?? cause) as NodeJS.ErrnoException;
  return first.code ?? first.message;
}
