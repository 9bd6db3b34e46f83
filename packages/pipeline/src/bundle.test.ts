import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {type Bundle, bundle} from '../bundle.mjs';

let root: string;
/** A module that hands on what `word.ts` says, behind others that take a while to compile. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'retune-bundle-'));
  writeFileSync(join(root, 'package.json'), '{"type": "module"}');
  const others = Array.from({length: 100}, (_, i) => `other${i}`);
  for (const other of others)
    writeFileSync(join(root, `${other}.ts`), `export const ${other} = '${other}';\n`);
  const before = new Date(Date.now() - 60_000);
  for (const other of others) utimesSync(join(root, `${other}.ts`), before, before);
  const imports = others.map((other) => `export * from './${other}.js';\n`).join('');
  writeFileSync(join(root, 'entry.ts'), `export * from './word.js';\n${imports}`);
  utimesSync(join(root, 'entry.ts'), before, before);
  say('first');
});
afterEach(() => rmSync(root, {recursive: true}));

/** Writes the module; one that was written just now is compiled again in any case. */
function say(word: string, at = new Date(Date.now() - 60_000)): void {
  writeFileSync(join(root, 'word.ts'), `export const word = '${word}';\n`);
  utimesSync(join(root, 'word.ts'), at, at);
}

async function compiled(): Promise<Bundle> {
  const [made] = await bundle([{name: 'entry', code: `export * from './entry.js';`}], root);
  return made as Bundle;
}

test.each<[string, (path: string) => void]>([
  ['is empty', (path) => truncateSync(path)],
  ['is cut', (path) => truncateSync(path, 100)],
  ['has other code', (path) => writeFileSync(path, readFileSync(path, 'utf8').replace('"first"', '"wrong"'))],
  ['has more code', (path) => writeFileSync(path, `process.exit();\n${readFileSync(path, 'utf8')}`)],
  ['is gone', (path) => rmSync(path)],
])('compiled code that %s is compiled again, to the same bytes', async (_, damage) => {
  const {path, digest} = await compiled();
  const whole = readFileSync(path, 'utf8');
  damage(path);
  expect(await compiled()).toMatchObject({path, digest});
  expect(readFileSync(path, 'utf8')).toBe(whole);
});

test('a source that is edited while it is compiled, at whatever moment, counts from the next time on', async () => {
  for (let delay = 0; delay < 40; delay += 2) {
    // Without a memory, digests are taken behind the compiler's back.
    rmSync(join(root, '.retune'), {recursive: true, force: true});
    say(`before${delay}`);
    const during = compiled();
    await sleep(delay);
    say(`edited${delay}`, new Date());
    await during;
    const {path} = await compiled();
    expect(readFileSync(path, 'utf8'), `edited ${delay} ms after the beginning`).toContain(
      `"edited${delay}"`,
    );
  }
});

test('what is remembered of code is believed only for the sources that it was made of', async () => {
  const {digest} = await compiled();
  appendFileSync(join(root, 'word.ts'), '// a comment\n');
  expect((await compiled()).digest).toBe(digest);
  say('second');
  expect((await compiled()).digest).not.toBe(digest);
});
