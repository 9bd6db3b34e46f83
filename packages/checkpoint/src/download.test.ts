import {existsSync} from 'node:fs';
import {readFile, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {temporaryFolder} from '@retune/stage/testing';
import {expect, test} from 'vitest';
import {download} from './download.js';
import {closedOrigin, testServer} from './testing/test-server.js';

const patience = {
  ...{answerMs: 2_000, stallMs: 300, pauseMs: 1, attempts: 3},
  rate: {bytes: 1, everyMs: 60_000},
};
const bytes = Buffer.from(Array.from({length: 300_000}, (_, i) => (i * i) % 251));

async function target(): Promise<string> {
  return join(await temporaryFolder(), 'file');
}

test('a redirect to another server is followed, without the token', async () => {
  const storage = await testServer((_, response) => response.end(bytes));
  const hub = await testServer((_, response) =>
    response.writeHead(302, {location: `${storage.origin}/blob`}).end(),
  );
  const to = await target();
  expect(
    await download(`${hub.origin}/file`, to, {authorization: 'Bearer secret', patience}),
  ).toBeUndefined();
  expect(bytes.equals(await readFile(to))).toBe(true);
  expect(hub.requests[0]?.headers.authorization).toBe('Bearer secret');
  expect(storage.requests[0]?.headers.authorization).toBeUndefined();
});

test('a download that breaks off goes on from where it was', async () => {
  const server = await testServer((request, response) => {
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': bytes.length - from,
      ...(from > 0 && {'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`}),
    });
    if (from > 0) response.end(bytes.subarray(from));
    else response.write(bytes.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 20));
  });
  const to = await target();
  const seen: [number, number][] = [];
  const onBytes = (done: number, total: number) => seen.push([done, total]);
  expect(await download(server.origin, to, {patience, onBytes})).toBeUndefined();
  expect(bytes.equals(await readFile(to))).toBe(true);
  // How much of what was sent has arrived before the break, nobody can say.
  expect(server.requests.map(({headers}) => headers.range)).toEqual([
    undefined,
    expect.stringMatching(/^bytes=[1-9]\d*-$/),
  ]);
  expect(seen.at(-1)).toEqual([bytes.length, bytes.length]);
});

test('a server that cannot go on sends the whole file again', async () => {
  let calls = 0;
  const server = await testServer((_, response) => {
    response.writeHead(200, {'content-length': bytes.length});
    if (++calls > 1) response.end(bytes);
    else response.write(bytes.subarray(0, 1_000), () => setTimeout(() => response.destroy(), 20));
  });
  const to = await target();
  expect(await download(server.origin, to, {patience})).toBeUndefined();
  expect(bytes.equals(await readFile(to))).toBe(true);
});

test('a server whose file is shorter than the part that came begins again', async () => {
  let calls = 0;
  const server = await testServer((request, response) => {
    calls++;
    if (calls === 1) response.writeHead(200, {'content-length': bytes.length}).write('garbage');
    else if (request.headers.range) response.writeHead(416).end();
    else response.end(bytes);
  });
  const to = await target();
  expect(await download(server.origin, to, {patience})).toBeUndefined();
  expect(bytes.equals(await readFile(to))).toBe(true);
  expect(calls).toBe(3);
});

test('a body that is always cut short is given up after the attempts', async () => {
  const server = await testServer((_, response) => {
    response.writeHead(200, {'content-length': bytes.length});
    response.write(bytes.subarray(0, 1_000), () => setTimeout(() => response.destroy(), 20));
  });
  const failure = await download(server.origin, await target(), {patience});
  expect(failure).toMatchObject({kind: 'broken-download', bytes: 1_000});
  expect(server.requests).toHaveLength(3);
});

test('a body that stalls counts as broken off', async () => {
  const server = await testServer((_, response) => {
    response.writeHead(200, {'content-length': bytes.length});
    response.write(bytes.subarray(0, 1_000));
  });
  const failure = await download(server.origin, await target(), {patience: {...patience, attempts: 1}});
  expect(failure).toEqual({kind: 'broken-download', bytes: 1_000, reason: 'no data within 0.3 s'});
});

test('a body that comes too slowly is broken off, and the next attempt goes on from there', async () => {
  const server = await testServer((request, response) => {
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': bytes.length - from,
      ...(from > 0 && {'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`}),
    });
    if (from > 0) return response.end(bytes.subarray(from));
    let sent = 0;
    const dripping = setInterval(() => response.write(bytes.subarray(sent, ++sent)), 10);
    response.on('close', () => clearInterval(dripping));
  });
  const to = await target();
  const rate = {bytes: 1_000, everyMs: 150};
  const slow = {...patience, rate, attempts: 1};
  expect(await download(server.origin, to, {patience: slow})).toMatchObject({
    kind: 'broken-download',
    reason: expect.stringMatching(/^only \d+ bytes within 0.15 s; at least 1000 are expected$/),
  });
  expect(await download(server.origin, to, {patience})).toBeUndefined();
  expect(bytes.equals(await readFile(to))).toBe(true);
});

test('a compressed answer is refused', async () => {
  const server = await testServer((_, response) =>
    response.writeHead(200, {'content-encoding': 'gzip'}).end(gzipSync(bytes)),
  );
  const to = await target();
  expect(await download(server.origin, to, {patience})).toEqual({kind: 'compressed', encoding: 'gzip'});
  expect(server.requests[0]?.headers['accept-encoding']).toBe('identity');
  expect(server.requests).toHaveLength(1);
});

test('more bytes than a file may have are not written, whether their number is told or not', async () => {
  const told = await testServer((_, response) => {
    response.writeHead(200, {'content-length': bytes.length}).end(bytes);
  });
  const to = await target();
  const options = {patience, mostBytes: 100_000};
  expect(await download(told.origin, to, options)).toEqual({kind: 'too-large', most: 100_000});
  expect(existsSync(to)).toBe(false);
  const endless = await testServer((_, response) => {
    const write = (): unknown => response.write(bytes) && setImmediate(write);
    response.on('drain', write);
    write();
  });
  expect(await download(endless.origin, to, options)).toEqual({kind: 'too-large', most: 100_000});
  expect((await stat(to)).size).toBeLessThanOrEqual(100_000);
});

test('redirects without end are given up', async () => {
  const server = await testServer((request, response) =>
    response.writeHead(302, {location: `${request.url}x`}).end(),
  );
  expect(await download(server.origin, await target(), {patience})).toEqual({
    kind: 'unreachable',
    reason: 'redirect count exceeded',
  });
});

test('a server that does not answer is given up at once', async () => {
  const server = await testServer(() => {});
  const failure = await download(server.origin, await target(), {patience: {...patience, answerMs: 100}});
  expect(failure).toEqual({kind: 'unreachable', reason: 'no answer within 0.1 s'});
  expect(server.requests).toHaveLength(1);
});

test('a closed port is unreachable, with the system’s word for it', async () => {
  const failure = await download(await closedOrigin(), await target(), {patience});
  expect(failure).toEqual({kind: 'unreachable', reason: 'ECONNREFUSED'});
});

test.each([401, 403, 404])('status %i is not tried again', async (status) => {
  const server = await testServer((_, response) => response.writeHead(status).end('no'));
  expect(await download(server.origin, await target(), {patience})).toEqual({kind: 'refused', status});
  expect(server.requests).toHaveLength(1);
});

test('status 503 is tried again', async () => {
  let calls = 0;
  const server = await testServer((_, response) => {
    if (++calls > 1) response.end(bytes);
    else response.writeHead(503).end();
  });
  const to = await target();
  expect(await download(server.origin, to, {patience})).toBeUndefined();
  expect(bytes.equals(await readFile(to))).toBe(true);
});

test('a disk that cannot be written is no failure of the download', async () => {
  const server = await testServer((_, response) => response.end(bytes));
  await expect(download(server.origin, '/dev/full', {patience})).rejects.toMatchObject({code: 'ENOSPC'});
});
