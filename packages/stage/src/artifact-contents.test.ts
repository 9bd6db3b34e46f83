import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {ArtifactWriter, artifactKind, openArtifact} from './index.js';

const kind = artifactKind({kind: 'note', doc: 'A note', files: {note: {path: 'note.txt', doc: 'the note'}}});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retune-contents-'));
});
afterEach(() => rmSync(folder, {recursive: true}));

async function publish(name: string, note: string): Promise<string> {
  const place = join(folder, name);
  const writer = await ArtifactWriter.create(kind, place);
  await writer.writeText('note', note);
  await writer.publish({stage: 'write', params: {}, versions: {}});
  return place;
}

const open = (place: string) => openArtifact(kind, {folder: place, remakeCommand: 'npx nx run pipeline:a'});

test('a manifest and a note of another result do not pass for the one that the list of digests names', async () => {
  const place = await publish('own', 'own');
  const other = await publish('other', 'other');
  for (const file of ['manifest.json', 'note.txt'])
    writeFileSync(join(place, file), readFileSync(join(other, file)));
  await expect(open(place)).rejects.toThrow('own/SHA256SUMS: the file does not fit the manifest');
  await expect(open(other)).resolves.toBeDefined();
});

test.each<[string, (list: string) => string]>([
  ['lacks a line', () => ''],
  ['has a line more', (list) => `${list}${'0'.repeat(64)}  more.txt\n`],
  ['has another digest', (list) => list.replace(/^./, (sign) => (sign === '0' ? '1' : '0'))],
  ['has another name', (list) => list.replace('note.txt', 'text.txt')],
])(
  'a list of digests that %s is refused, with the command that makes the artifact again',
  async (_, edit) => {
    const place = await publish('own', 'own');
    const list = join(place, 'SHA256SUMS');
    writeFileSync(list, edit(readFileSync(list, 'utf8')));
    await expect(open(place)).rejects.toThrow(
      /SHA256SUMS: the file does not fit the manifest\n.*npx nx run pipeline:a/,
    );
  },
);

test('an artifact without its list is refused', async () => {
  const place = await publish('own', 'own');
  rmSync(join(place, 'SHA256SUMS'));
  await expect(open(place)).rejects.toThrow('own/SHA256SUMS: the file is missing');
});
