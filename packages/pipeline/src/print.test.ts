import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, onTestFinished, test} from 'vitest';
import {bundle} from '../bundle.mjs';

const source = fileURLToPath(new URL('./print.ts', import.meta.url));

test('a program that reads slowly gets the end of a long output, though the process then exits at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'retune-print-'));
  onTestFinished(() => rmSync(folder, {recursive: true}));
  const [compiled] = await bundle([{name: 'print', code: `export * from ${JSON.stringify(source)}`}], folder);
  const program = `
    const {print} = await import(${JSON.stringify(compiled?.path)});
    for (let line = 0; line < 1000; line++) process.stdout.write('a line\\n');
    await print('the end');
    process.exit(0);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const closed = new Promise((resolve) => child.on('close', resolve));
  await new Promise((resolve) => setTimeout(resolve, 500));
  child.stdout.on('data', (text) => {
    output += text;
  });
  const status = await closed;
  expect([status, output.slice(-7)]).toEqual([0, 'the end']);
});
