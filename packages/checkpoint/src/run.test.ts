import {readdir, writeFile} from 'node:fs/promises';
import {basename, join} from 'node:path';
import {temporaryFolder} from '@retune/stage/testing';
import {expect, test} from 'vitest';
import {bringCheckpoint, FILES, SHA256S, sha256} from './testing/checkpoint-rig.js';
import {closedOrigin, testServer} from './testing/test-server.js';

const model = Object.fromEntries(Object.entries(FILES).map(([file, content]) => [`models/${file}`, content]));
const WRONG = 'other bytes';

async function hubServer(files: Record<string, string>) {
  return await testServer((request, response) => {
    const content = files[basename(request.url ?? '')];
    if (content === undefined) response.writeHead(404).end();
    else response.end(content);
  });
}

test('a folder relative to the workspace gives the files, and nothing is cached', async () => {
  const {files, cache} = await bringCheckpoint([{folder: 'models'}], {workspace: model});
  expect(files).toEqual(FILES);
  expect(await readdir(cache)).toEqual([]);
});

test('an absolute folder gives the files', async () => {
  const {files} = await bringCheckpoint([{folder: await temporaryFolder(FILES)}]);
  expect(files).toEqual(FILES);
});

test('the hub is asked for organisation, name, revision and file', async () => {
  const hub = await hubServer(FILES);
  const environment = {HF_ENDPOINT: `${hub.origin}/mirror/`, HF_TOKEN: 'secret'};
  const {files} = await bringCheckpoint([{hub: 'org/name', revision: 'v2'}], {environment});
  expect(files).toEqual(FILES);
  expect(hub.requests.map(({url}) => url)).toEqual(
    Object.keys(FILES).map((file) => `/mirror/org/name/resolve/v2/${file}`),
  );
  expect(hub.requests[0]?.headers.authorization).toBe('Bearer secret');
});

test('a revision with slashes is one part of the address', async () => {
  const hub = await hubServer(FILES);
  const environment = {HF_ENDPOINT: hub.origin};
  await bringCheckpoint([{hub: 'org/name', revision: 'refs/pr/1'}], {environment});
  expect(hub.requests[0]?.url).toBe('/org/name/resolve/refs%2Fpr%2F1/config.json');
});

test('a second run takes downloaded files from the cache', async () => {
  const hub = await hubServer(FILES);
  const environment = {HF_ENDPOINT: hub.origin};
  const {cache} = await bringCheckpoint([{hub: 'org/name'}], {environment});
  expect((await readdir(join(cache, 'retune/checkpoints'))).sort()).toEqual(Object.values(SHA256S).sort());
  const {files} = await bringCheckpoint([{hub: 'org/name'}], {environment, cache});
  expect(files).toEqual(FILES);
  expect(hub.requests).toHaveLength(3);
});

test('a file that was damaged in the cache is downloaded again', async () => {
  const hub = await hubServer(FILES);
  const environment = {HF_ENDPOINT: hub.origin};
  const {cache} = await bringCheckpoint([{hub: 'org/name'}], {environment});
  await writeFile(join(cache, 'retune/checkpoints', String(SHA256S['config.json'])), WRONG);
  const {files} = await bringCheckpoint([{hub: 'org/name'}], {environment, cache});
  expect(files).toEqual(FILES);
  expect(hub.requests).toHaveLength(4);
});

test('files in the cache of huggingface_hub are used when offline', async () => {
  const snapshot = 'hub/models--org--name/snapshots/0123abc';
  const hubHome = await temporaryFolder(
    Object.fromEntries(Object.entries(FILES).map(([file, content]) => [`${snapshot}/${file}`, content])),
  );
  const environment = {HF_HOME: hubHome, HF_HUB_OFFLINE: '1'};
  const {files} = await bringCheckpoint([{hub: 'org/name'}], {environment});
  expect(files).toEqual(FILES);
});

test('what an offline machine does not have in the cache of huggingface_hub is named', async () => {
  const environment = {HF_HOME: '/nowhere', HF_HUB_OFFLINE: '1'};
  await expect(bringCheckpoint([{hub: 'org/name'}], {environment})).rejects.toThrow(
    'hub org/name: config.json, model.safetensors, tokenizer.json: not in /nowhere/hub, ' +
      'and HF_HUB_OFFLINE forbids to download\n',
  );
});

test('an unreachable hub is passed over for the next source', async () => {
  const environment = {HF_ENDPOINT: await closedOrigin()};
  const {files} = await bringCheckpoint([{hub: 'org/name'}, {folder: 'models'}], {
    environment,
    workspace: model,
  });
  expect(files).toEqual(FILES);
});

test('wrong bytes are told of and the next source gives the file', async () => {
  const hub = await hubServer({...FILES, 'config.json': WRONG});
  const environment = {HF_ENDPOINT: hub.origin};
  const {files, events} = await bringCheckpoint([{hub: 'org/name'}, {folder: 'models'}], {
    environment,
    workspace: model,
  });
  expect(files).toEqual(FILES);
  expect(events).toEqual([
    {kind: 'note', message: '2 of 3 files from hub org/name'},
    {kind: 'note', message: '1 of 3 files from folder models'},
    {
      kind: 'warning',
      message:
        `hub org/name: config.json: expected sha256 ${SHA256S['config.json']}, ` +
        `found ${sha256(WRONG)}; it came from another source`,
    },
  ]);
});

test('when every source fails the error gives the reason of each', async () => {
  const {'models/model.safetensors': _, ...rest} = model;
  const hub = await testServer((_, response) => response.writeHead(401).end());
  const run = bringCheckpoint([{folder: 'absent'}, {folder: 'models'}, {hub: 'org/name'}], {
    environment: {HF_ENDPOINT: hub.origin},
    workspace: rest,
  });
  await expect(run).rejects.toThrow(
    'checkpoint.sources: no source has model.safetensors with the wanted sha256\n' +
      '  folder absent: there is no folder absent\n' +
      '  folder models: model.safetensors: not in models\n' +
      `  hub org/name: model.safetensors: ${hub.origin} answered 401: ` +
      'the model does not exist, or it needs a token in HF_TOKEN\n' +
      '  Fix one of them, or put the files into a folder and add {folder: path} to checkpoint.sources.',
  );
});

test('when only wrong bytes were found the error says how to accept them', async () => {
  const workspace = {...model, 'models/model.safetensors': WRONG};
  await expect(bringCheckpoint([{folder: 'models'}], {workspace})).rejects.toThrow(
    'checkpoint.sources: no source has model.safetensors with the wanted sha256\n' +
      `  folder models: model.safetensors: expected sha256 ${SHA256S['model.safetensors']}, ` +
      `found ${sha256(WRONG)}\n` +
      '  If the bytes found are the ones you want, write their sha256 into checkpoint.files; else mend a source.',
  );
});

test('a refused token and an absent file are told apart', async () => {
  const refusing = async (status: number, token: string) => {
    const hub = await testServer((_, response) => response.writeHead(status).end());
    const environment = {HF_ENDPOINT: hub.origin, HF_TOKEN: token};
    return await bringCheckpoint([{hub: 'org/name'}], {environment}).catch((error: Error) => error.message);
  };
  expect(await refusing(403, 'secret')).toContain(
    'answered 403: HF_TOKEN gives no access, or there is no such model\n',
  );
  expect(await refusing(404, '')).toContain('answered 404: no such model, revision or file\n');
  expect(await refusing(403, 'secret')).not.toContain('secret');
});

test('an unreachable hub is named once, with the reason', async () => {
  const origin = await closedOrigin();
  const run = bringCheckpoint([{hub: 'org/name'}], {environment: {HF_ENDPOINT: origin}});
  await expect(run).rejects.toThrow(
    'no source has config.json, model.safetensors, tokenizer.json with the wanted sha256\n' +
      `  hub org/name: ${origin} cannot be reached (ECONNREFUSED)\n` +
      '  Fix one of them',
  );
});

test('a source after the one that has everything is not asked', async () => {
  const hub = await hubServer(FILES);
  const environment = {HF_ENDPOINT: hub.origin};
  await bringCheckpoint([{folder: 'models'}, {hub: 'org/name'}], {environment, workspace: model});
  expect(hub.requests).toEqual([]);
  await expect(
    bringCheckpoint([{folder: 'models'}, {pythonPackage: 'none==1', folder: 'x'}], {
      environment: {PATH: '/nowhere'},
      workspace: model,
    }),
  ).resolves.toMatchObject({events: [{kind: 'note', message: '3 of 3 files from folder models'}]});
});

test('an HF_ENDPOINT that is no address is named', async () => {
  const run = bringCheckpoint([{hub: 'org/name'}], {environment: {HF_ENDPOINT: 'huggingface.co'}});
  await expect(run).rejects.toThrow('HF_ENDPOINT is no http or https address: huggingface.co\n');
});

test('a cache folder that cannot be written is named, with the variable that moves it', async () => {
  const {origin} = await hubServer(FILES);
  const file = join(await temporaryFolder({file: ''}), 'file');
  const environment = {HF_ENDPOINT: origin, XDG_CACHE_HOME: file};
  await expect(bringCheckpoint([{hub: 'org/name'}], {environment})).rejects.toThrow(
    `${file}/retune/checkpoints: the cache folder cannot be written (ENOTDIR)\n` +
      '  Set XDG_CACHE_HOME to a folder that can be.',
  );
});

test('a source of no known form is refused with the forms there are', async () => {
  await expect(bringCheckpoint([{url: 'https://example.org'}])).rejects.toThrow(
    'checkpoint.sources.0: expected one of {folder: path}, {hub: organisation/name, revision: main}, ' +
      '{pythonPackage: name==version, folder: path inside the wheel}',
  );
});

/** A safetensors file of these bytes a tensor, of type U8. */
function safetensors(tensors: Record<string, number[]>): Buffer {
  let end = 0;
  const entries = Object.entries(tensors).map(([name, bytes]) => {
    const start = end;
    end += bytes.length;
    return [name, {dtype: 'U8', shape: [bytes.length], data_offsets: [start, end]}];
  });
  const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, Buffer.from(Object.values(tensors).flat())]);
}

const [first, second] = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'];
const inParts = {
  'config.json': FILES['config.json'],
  'tokenizer.json': FILES['tokenizer.json'],
  'model.safetensors.index.json': JSON.stringify({weight_map: {b: first, a: second}}),
  [first]: safetensors({b: [3, 4, 5]}).toString('latin1'),
  [second]: safetensors({a: [1, 2]}).toString('latin1'),
};

/** A folder with the weights in parts, and the sha256 of each file. */
async function folderOfParts(): Promise<{folder: string; wanted: Record<string, string>}> {
  const folder = await temporaryFolder();
  for (const [file, content] of Object.entries(inParts))
    await writeFile(join(folder, file), content, 'latin1');
  const wanted = Object.fromEntries(
    Object.entries(inParts).map(([file, content]) => [file, sha256(Buffer.from(content, 'latin1'))]),
  );
  return {folder, wanted};
}

test('a part that the index names but checkpoint.files does not is told', async () => {
  const {folder, wanted} = await folderOfParts();
  const {[second]: _, ...rest} = wanted;
  await expect(bringCheckpoint([{folder}], {wanted: rest})).rejects.toThrow(
    `checkpoint.files: model.safetensors.index.json names ${second}, of which no sha256 is given\n` +
      '  Add each of these files with its sha256.',
  );
});

test('weights in several files become one, byte for byte', async () => {
  const {folder, wanted} = await folderOfParts();
  const {files} = await bringCheckpoint([{folder}], {wanted});
  const weights = files['model.safetensors'] as string;
  const {a, b} = JSON.parse(weights.slice(weights.indexOf('{'), weights.lastIndexOf('}') + 1));
  expect([a, b]).toEqual([
    {dtype: 'U8', shape: [2], data_offsets: [0, 2]},
    {dtype: 'U8', shape: [3], data_offsets: [2, 5]},
  ]);
  expect(weights.slice(-5)).toBe('\x01\x02\x03\x04\x05');
});

test.each([
  [
    {'config.json': '', 'tokenizer.json': ''},
    'give model.safetensors, or model.safetensors.index.json with each',
  ],
  [{...FILES, 'model.safetensors.index.json': ''}, 'give model.safetensors, or model.safetensors.index.json'],
  [{...FILES, [first]: ''}, 'give model.safetensors, or model.safetensors.index.json'],
  [{...FILES, 'vocab.txt': ''}, 'a checkpoint has no such file; known: config.json, tokenizer.json'],
])('files %j are refused before anything is brought', async (given, message) => {
  const wanted = Object.fromEntries(Object.keys(given).map((file) => [file, sha256(file)]));
  await expect(bringCheckpoint([{folder: 'models'}], {wanted})).rejects.toThrow(message);
});
