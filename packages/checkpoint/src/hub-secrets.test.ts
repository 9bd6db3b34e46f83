import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {shownAddress, withoutCredentials} from './hidden-secrets.js';
import {bringCheckpoint, FILES} from './testing/checkpoint-rig.js';
import {testProxy} from './testing/test-proxy.js';
import {closedOrigin, testServer} from './testing/test-server.js';

const source = [{hub: 'org/name'}];

async function hubServer() {
  return await testServer((request, response) => {
    response.end(FILES[request.url?.split('/').at(-1) as keyof typeof FILES]);
  });
}

/** What a run says in the end, whether it goes well or not. */
async function wordsOf(environment: Record<string, string>): Promise<string> {
  return await bringCheckpoint(source, {environment}).then(
    ({events}) => JSON.stringify(events),
    (error: Error) => `${error.message}\n${error.stack}\n${JSON.stringify(error)}`,
  );
}

test.each(['tok\nenvalue', 'tok envalue', 'tok\u00e9envalue', 'tok\u200benvalue', '\u201ctokenvalue\u201d'])(
  'a token with odd signs is refused, and never printed: %j',
  async (token) => {
    const {origin, requests} = await hubServer();
    const words = await wordsOf({HF_ENDPOINT: origin, HF_TOKEN: token});
    expect(words).toContain('hub org/name: HF_TOKEN holds a line break, a space or another sign');
    expect(words).not.toContain('envalue');
    expect(requests).toEqual([]);
  },
);

test('a user and a password in HF_ENDPOINT are sent, and kept nowhere', async () => {
  const {origin, requests} = await hubServer();
  const HF_ENDPOINT = origin.replace('//', '//ada:p%40ss%25word@');
  const {events, cache} = await bringCheckpoint(source, {environment: {HF_ENDPOINT, HF_TOKEN: 'token'}});
  expect(requests.map(({headers}) => headers.authorization)).toEqual(
    Object.keys(FILES).map(() => `Basic ${Buffer.from('ada:p@ss%word').toString('base64')}`),
  );
  expect(JSON.stringify(events)).not.toMatch(/ada|word/);
  for (const file of await readdir(cache, {recursive: true, withFileTypes: true}))
    if (file.isFile()) expect(await readFile(join(file.parentPath, file.name), 'utf8')).not.toContain('p@ss');
});

test.each([
  ['a closed port', async () => (await closedOrigin()).replace('//', '//ada:password@'), 'cannot be reached'],
  [
    'another protocol',
    async () => 'ftp://ada:password@hub.example',
    'no http or https address: ftp://hub.example',
  ],
  ['no address', async () => 'ada:password@hub.example', 'no http or https address: hub.example'],
  ['a query', async () => 'https://hub.example/?key=password', 'must have no query'],
  [
    'a refusal',
    async () =>
      (await testServer((_, response) => response.writeHead(401).end())).origin.replace(
        '//',
        '//ada:password@',
      ),
    'answered 401: the password in HF_ENDPOINT gives no access',
  ],
])('the password of an HF_ENDPOINT is not in what is said: %s', async (_, endpoint, what) => {
  const words = await wordsOf({HF_ENDPOINT: await endpoint()});
  expect(words).toContain(what);
  expect(words).not.toMatch(/ada|password@|key=/);
});

test.each(['HTTP_PROXY', 'http_proxy', 'ALL_PROXY'])(
  'the proxy of %s is used, with its password',
  async (name) => {
    const {origin} = await hubServer();
    const proxy = await testProxy(origin);
    const environment = {
      HF_ENDPOINT: 'http://hub.invalid',
      [name]: `http://ada:password@127.0.0.1:${proxy.port}`,
      NO_PROXY: 'elsewhere.invalid',
    };
    const {files, events} = await bringCheckpoint(source, {environment});
    expect(files).toEqual(FILES);
    expect(proxy.requests[0]?.url).toBe('hub.invalid:80');
    expect(proxy.requests[0]?.headers['proxy-authorization']).toBe(
      `Basic ${Buffer.from('ada:password').toString('base64')}`,
    );
    expect(JSON.stringify(events)).not.toContain('password');
  },
);

test.each(['NO_PROXY', 'no_proxy'])('hosts of %s are reached without the proxy', async (name) => {
  const {origin} = await hubServer();
  const environment = {
    HF_ENDPOINT: origin,
    HTTP_PROXY: await closedOrigin(),
    [name]: 'other.example,127.0.0.1',
  };
  expect((await bringCheckpoint(source, {environment})).files).toEqual(FILES);
});

test('a proxy that cannot be reached is told as one, without its password', async () => {
  const proxy = (await closedOrigin()).replace('//', '//ada:password@');
  const words = await wordsOf({HF_ENDPOINT: 'http://hub.invalid', HTTP_PROXY: proxy});
  expect(words).toContain(
    'http://hub.invalid cannot be reached (ECONNREFUSED); HTTPS_PROXY, HTTP_PROXY or ALL_PROXY names a proxy',
  );
  expect(words).not.toContain('password');
  const odd = await wordsOf({
    HF_ENDPOINT: 'http://hub.invalid',
    HTTPS_PROXY: 'socks5://ada:password@proxy:1',
  });
  expect(odd).toContain('the proxy is no http or https address: socks5://proxy:1');
  expect(odd).not.toContain('password');
});

test('addresses are shown without what may be secret', () => {
  expect(shownAddress('https://a:b@host/x?key=c#d')).toBe('https://host/x');
  expect(shownAddress('a:b@c@host')).toBe('host');
  expect(withoutCredentials("index https://a:b@host/simple and 'http://t@h:1/'")).toBe(
    "index https://host/simple and 'http://h:1/'",
  );
});
