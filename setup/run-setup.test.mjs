import {cp, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {runSetup} from './run-setup.mjs';
import {clone} from './testing/clone.mjs';
import {fakeProgram} from './testing/fake-program.mjs';
import {quietProgress} from './testing/quiet-progress.mjs';

/** A clone as git gives it: its packages are still to be installed, by a fake npm. */
async function freshClone() {
  const scene = await clone();
  const {root} = scene.context;
  const kept = join(root, '../registry');
  await cp(join(root, 'node_modules'), kept, {recursive: true, verbatimSymlinks: true});
  await rm(join(root, 'node_modules'), {recursive: true});
  await writeFile(join(root, 'package-lock.json'), '{"packages": {}}');
  const npm = `fs.cpSync(${JSON.stringify(kept)}, 'node_modules', {recursive: true, verbatimSymlinks: true});`;
  const installs = await fakeProgram(scene.programs, 'npm', npm);
  return {...scene, installs};
}

test('a fresh clone is set up, and the second time nothing is done and nothing said', async () => {
  const {context, lines, installs, downloads, compilations} = await freshClone();
  await runSetup(context);
  expect(lines.filter((line) => line.endsWith('done in'))).toEqual([
    'set-up: installing the npm packages (npm ci): done in',
    'set-up: downloading Answer 1.0 (1 MB): done in',
    `set-up: unpacking it to ${context.cache}/answer-1.0-with-digests: done in`,
    'set-up: building the addon that joins Node and TensorFlow: done in',
  ]);
  const calls = async () => [await installs(), await downloads(), await compilations()];
  const [before, said] = [await calls(), lines.length];
  await runSetup(context);
  expect(await calls()).toEqual(before);
  expect(lines.length).toBe(said);
});

test('of two set-ups at once one waits for the other, then has nothing to do', async () => {
  const {context, installs, downloads} = await freshClone();
  const [first, second] = [quietProgress(), quietProgress()];
  await Promise.all([
    runSetup({...context, progress: first.progress}),
    runSetup({...context, progress: second.progress}),
  ]);
  expect(await installs()).toBe(1);
  expect(await downloads()).toBe(1);
  const shorter = first.lines.length < second.lines.length ? first.lines : second.lines;
  expect(shorter).toEqual([`set-up: waiting for another set-up of this clone (process ${process.pid})`]);
});
